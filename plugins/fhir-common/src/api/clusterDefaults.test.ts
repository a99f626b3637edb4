import { withClusterDefaults, type ClusterDefaults } from './clusterDefaults';
import { parseProvisionRequest } from './parseRequest';

const target = { cluster: 'aks-weu', namespace: 'cardiology', name: 'cardio' };
const defaults: ClusterDefaults = {
  hostPattern: '{name}.{namespace}.fhir.example.org',
  databaseServer: 'sql-fhir.database.windows.net',
  authority: 'https://login.example.org/v2.0',
  audiencePattern: 'api://{cluster}-{name}',
};
const specOf = (spec: unknown, from: ClusterDefaults = defaults) =>
  Object(withClusterDefaults({ ...target, spec }, from)).spec;

describe('withClusterDefaults', () => {
  it('makes a whole request of a FHIR version and a database', () => {
    const input = withClusterDefaults(
      { ...target, spec: { fhirVersion: 'R4', database: { name: 'cardio' } } },
      defaults,
    );
    expect(parseProvisionRequest(input).spec).toMatchObject({
      identity: { type: 'WorkloadIdentity' },
      database: { server: 'sql-fhir.database.windows.net', name: 'cardio' },
      security: {
        mode: 'Enabled',
        authority: 'https://login.example.org/v2.0',
        audience: 'api://aks-weu-cardio',
      },
      exposure: { host: 'cardio.cardiology.fhir.example.org' },
    });
  });

  it('changes nothing that was given', () => {
    const given = {
      fhirVersion: 'R5',
      identity: { type: 'None' },
      database: { server: 'other.example.org', name: 'x' },
      security: { mode: 'Enabled', authority: 'https://a.b', audience: 'c' },
      exposure: { host: 'here.example.org' },
    };
    expect(specOf(given)).toEqual(given);
  });

  it.each([
    [
      'sign-in that is off stays off, without authority and audience',
      { security: { mode: 'Disabled' } },
      { security: { mode: 'Disabled' } },
    ],
    [
      'a server that is not exposed gets no host',
      { exposure: { type: 'None' } },
      { exposure: { type: 'None' } },
    ],
    [
      'an empty text of a form counts as left out',
      { exposure: { host: '' } },
      { exposure: { host: 'cardio.cardiology.fhir.example.org' } },
    ],
    [
      'the identity follows the sign-in to the database',
      { database: { authentication: 'ManagedIdentity' } },
      { identity: { type: 'PodIdentity' } },
    ],
    [
      'what has the wrong type is left to the parser',
      { exposure: 'here.example.org', security: [] },
      { exposure: 'here.example.org', security: [] },
    ],
  ])('%s', (_case, given, expected) => {
    expect(specOf(given)).toMatchObject(expected);
  });

  it('suggests nothing that the cluster does not know', () => {
    expect(specOf({ fhirVersion: 'R4' }, {})).toEqual({
      fhirVersion: 'R4',
      identity: { type: 'WorkloadIdentity' },
    });
  });

  it.each([undefined, null, 'text', { ...target, spec: 'text' }])(
    'gives back %j as it is',
    input => {
      expect(withClusterDefaults(input, defaults)).toEqual(input);
    },
  );

  it('leaves a pattern unfilled until name and namespace are known', () => {
    const input = withClusterDefaults({ spec: {} }, defaults);
    expect(Object(input).spec.exposure).toBeUndefined();
  });
});
