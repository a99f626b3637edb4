import {
  type ClusterState,
  type Fhir,
  parseFhir,
  parseFleetConfig,
} from '@fhir-on-aks/plugin-fhir-common';
import { nameAvailability } from './nameAvailability';

const [cluster] = parseFleetConfig({
  clusters: [
    { name: 'aks', title: 'West Europe', hostPattern: '{name}.x.org' },
  ],
}).clusters;

function fhir(name: string, host: string, metadata: object = {}): Fhir {
  return parseFhir({
    apiVersion: 'fhir-on-aks.io/v1alpha1',
    kind: 'Fhir',
    metadata: { name, namespace: 'fhir', ...metadata },
    spec: {
      fhirVersion: 'R4',
      identity: { type: 'None' },
      database: {
        server: 'sql.example.org',
        name: 'db',
        authentication: 'Secret',
        connectionStringSecret: { name: 'sql', key: 'cs' },
      },
      security: { mode: 'Disabled' },
      exposure: { host },
    },
  });
}

const connected: ClusterState = {
  name: 'aks',
  title: 'West Europe',
  state: 'connected',
};
const down: ClusterState = {
  ...connected,
  state: 'unreachable',
  asOf: '2026-09-01T10:42:00Z',
};

function ask(
  name: string,
  more: { host?: string; state?: ClusterState; fhirs?: Fhir[] } = {},
) {
  if (!cluster) throw new Error('no cluster');
  return nameAvailability({
    target: { cluster: 'aks', namespace: 'fhir', name },
    cluster,
    state: connected,
    fhirs: [fhir('cardio', 'cardio.x.org'), fhir('neuro', 'brain.x.org')],
    ...more,
  });
}

describe('nameAvailability', () => {
  it.each([
    ['a name that nobody has is free', ask('onco'), true, undefined],
    [
      'a name that is taken says where',
      ask('cardio'),
      false,
      'A FHIR server named cardio exists already in namespace fhir of cluster West Europe. Choose another name.',
    ],
    [
      'a name that is being deleted asks for patience',
      ask('cardio', {
        fhirs: [
          fhir('cardio', 'cardio.x.org', {
            deletionTimestamp: '2026-09-01T10:00:00Z',
          }),
        ],
      }),
      false,
      'A FHIR server named cardio is being deleted in namespace fhir of cluster West Europe. Wait until it is gone, or choose another name.',
    ],
    [
      'the host name that the name would get is taken',
      ask('brain'),
      false,
      'The host name brain.x.org belongs to another FHIR server of this cluster. Choose another name or host name.',
    ],
    [
      'the host name that is wanted is taken, whatever its case',
      ask('onco', { host: 'Cardio.x.org' }),
      false,
      'The host name cardio.x.org belongs to another FHIR server of this cluster. Choose another name or host name.',
    ],
    [
      'another host name makes a name free',
      ask('brain', { host: 'brain2.x.org' }),
      true,
      undefined,
    ],
    [
      'a name that is none says what is right',
      ask('Cardio_1'),
      false,
      "'Cardio_1' cannot be a name: use lower case letters, digits and dashes, at most 40, starting with a letter and not ending with a dash. For example cardio.",
    ],
    [
      'a cluster that does not answer: free as far as is known',
      ask('onco', { state: down }),
      true,
      'Cluster West Europe does not answer now; the name was free at 2026-09-01T10:42:00Z.',
    ],
    [
      'a cluster that never answered: nobody knows',
      ask('onco', { state: { ...down, asOf: undefined } }),
      true,
      'Cluster West Europe does not answer now, so nobody knows yet whether the name is free.',
    ],
  ])('%s', (_, answer, available, message) => {
    expect(answer).toEqual({ available, ...(message ? { message } : {}) });
  });
});
