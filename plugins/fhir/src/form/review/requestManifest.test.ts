import {
  parseFhir,
  parseProvisionRequest,
} from '@fhir-on-aks/plugin-fhir-common';
import { requestManifest } from './requestManifest';

const input = {
  cluster: 'aks-weu',
  namespace: 'cardiology',
  name: 'cardio',
  owner: 'group:default/cardiology',
  spec: {
    fhirVersion: 'R4',
    size: 'Small',
    replicas: 2,
    identity: { type: 'WorkloadIdentity' },
    database: { server: 'sql.example.org', name: 'cardio' },
    security: { mode: 'Disabled' },
    export: { mode: 'Disabled' },
    exposure: { host: 'cardio.example.org' },
  },
};

describe('requestManifest', () => {
  it('leaves out what equals its default', () => {
    expect(requestManifest(parseProvisionRequest(input))).toEqual({
      apiVersion: 'fhir-on-aks.io/v1alpha1',
      kind: 'Fhir',
      metadata: {
        name: 'cardio',
        namespace: 'cardiology',
        annotations: { 'fhir-on-aks.io/owner': 'group:default/cardiology' },
      },
      spec: {
        fhirVersion: 'R4',
        replicas: 2,
        identity: { type: 'WorkloadIdentity' },
        database: { server: 'sql.example.org', name: 'cardio' },
        security: { mode: 'Disabled' },
        exposure: { host: 'cardio.example.org' },
      },
    });
  });

  it('stands for the whole request: filled with the defaults it is the same', () => {
    const request = parseProvisionRequest({
      ...input,
      spec: {
        ...input.spec,
        identity: { type: 'None' },
        database: {
          ...input.spec.database,
          authentication: 'Secret',
          connectionStringSecret: { name: 's', key: 'k' },
        },
        cors: { mode: 'Enabled', origins: ['https://a.example.org'] },
      },
    });
    const { metadata, ...rest } = requestManifest(request);
    const stored = {
      ...rest,
      metadata: {
        ...metadata,
        uid: 'u',
        generation: 1,
        resourceVersion: '1',
        creationTimestamp: '2026-11-24T10:00:00Z',
      },
    };
    expect(parseFhir(stored).spec).toEqual(request.spec);
  });
});
