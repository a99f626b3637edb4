import { parseProvisionRequest } from '../api/parseRequest';
import { defaultOperatorSettings } from '../operatorSettings';
import { renderRequest } from './renderRequest';

const input = {
  cluster: 'aks-weu',
  namespace: 'cardiology',
  name: 'cardio',
  owner: 'group:default/cardiology',
  spec: {
    fhirVersion: 'R4',
    identity: { type: 'WorkloadIdentity' },
    database: { server: 'sql.example.org', name: 'cardio' },
    security: { mode: 'Disabled' },
    exposure: { host: 'cardio.example.org' },
  },
};
const render = (spec: object = {}) =>
  renderRequest(
    parseProvisionRequest({ ...input, spec: { ...input.spec, ...spec } }),
    defaultOperatorSettings,
  );

describe('renderRequest', () => {
  it('gives the Fhir with its defaults and its owner', () => {
    expect(render().fhir).toMatchObject({
      kind: 'Fhir',
      metadata: {
        name: 'cardio',
        namespace: 'cardiology',
        annotations: { 'fhir-on-aks.io/owner': 'group:default/cardiology' },
      },
      spec: { size: 'Small' },
    });
  });

  it('writes zeros for the ids that Azure has yet to give out, and leaves those that are given', () => {
    const clientId = '22222222-2222-4222-8222-222222222222';
    const identity = { type: 'WorkloadIdentity', clientId };
    expect(render().fhir.spec).toMatchObject({
      identity: {
        name: 'id-cardiology-cardio',
        clientId: '00000000-0000-0000-0000-000000000000',
      },
    });
    expect(render({ identity }).fhir.spec).toMatchObject({
      identity: { clientId },
    });
  });

  it('gives the objects without what only a cluster knows: by hand they can be applied', () => {
    const { objects } = render();
    expect(objects.map(({ kind }) => kind)).toContain('Deployment');
    for (const { metadata } of objects) {
      expect(metadata).not.toHaveProperty('ownerReferences');
      expect(Object(metadata).labels).not.toHaveProperty([
        'fhir-on-aks.io/instance-uid',
      ]);
    }
  });
});
