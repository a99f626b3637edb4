import {
  defaultOperatorSettings as settings,
  parseFhir,
  type FhirSnapshot,
  type FhirStatus,
  type SnapshotObject,
} from '@fhir-on-aks/plugin-fhir-common';
import { fhirNamed } from '../testing/fhirObjects';
import { forwardedHeaders, serverTarget } from './serverTarget';

const deployment = (status: object = {}, image = 'fhir:1'): SnapshotObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'cardio', generation: 2 },
  spec: {
    template: {
      metadata: { annotations: { 'fhir-on-aks.io/config-hash': 'h' } },
      spec: { containers: [{ image }] },
    },
  },
  status: {
    observedGeneration: 2,
    replicas: 2,
    updatedReplicas: 2,
    readyReplicas: 2,
    ...status,
  },
});

const snapshot = (
  child: SnapshotObject | undefined = deployment(),
  spec = {},
): FhirSnapshot => ({
  fhir: parseFhir(fhirNamed('cardio', spec)),
  children: child ? [child] : [],
  events: [],
});
const service = { probe: { mode: 'service' as const }, settings };
const publicUrl = {
  probe: { mode: 'publicUrl' as const, connectTo: '127.0.0.1:7008' },
  settings: { ...settings, publicUrlPattern: 'http://{host}:7008' },
};

describe('serverTarget', () => {
  it('is the Service, called as the public host', () => {
    expect(serverTarget(snapshot(), service)).toMatchObject({
      url: 'http://cardio.cardio-team.svc.cluster.local:8080',
      headers: { host: 'cardio.example.org', 'x-forwarded-proto': 'https' },
      rollout: 'fhir:1 h',
    });
  });

  it('is the public URL, connected to where it is told', () => {
    expect(serverTarget(snapshot(), publicUrl)).toMatchObject({
      url: 'http://cardio.example.org:7008',
      connectTo: '127.0.0.1:7008',
      headers: {},
    });
  });

  it.each<[string, FhirSnapshot, typeof service | typeof publicUrl]>([
    ['there is no Deployment', { ...snapshot(), children: [] }, service],
    ['no pod is ready', snapshot(deployment({ readyReplicas: 0 })), service],
    [
      'it has no public URL and can be asked by nothing else',
      snapshot(deployment(), { exposure: { type: 'None' } }),
      publicUrl,
    ],
    [
      'its spec is not valid',
      { ...snapshot(), specErrors: [{ field: 'x', value: '', message: '' }] },
      service,
    ],
  ])('is nowhere when %s', (_sentence, seen, config) => {
    expect(serverTarget(seen, config)).toBeUndefined();
  });

  it('is nowhere when the operator is not to ask', () => {
    const config = { probe: { mode: 'none' as const }, settings };
    expect(serverTarget(snapshot(), config)).toBeUndefined();
  });

  it.each([
    ['pods of two versions answer', { updatedReplicas: 1 }],
    ['the last change is not seen yet', { observedGeneration: 1 }],
  ])('has no rollout while %s', (_sentence, status) => {
    const target = serverTarget(snapshot(deployment(status)), service);
    expect(target).toBeDefined();
    expect(target?.rollout).toBeUndefined();
  });

  it('is another one after a rollout, and the same after scaling', () => {
    const idOf = (child: SnapshotObject) =>
      serverTarget(snapshot(child), service)?.id;
    expect(idOf(deployment({}, 'fhir:2'))).not.toBe(idOf(deployment()));
    const more = { replicas: 3, updatedReplicas: 3, readyReplicas: 3 };
    expect(idOf(deployment(more))).toBe(idOf(deployment()));
  });
});

describe('the first question', () => {
  const withStatus = (available: 'True' | 'False', health?: 'Healthy') => {
    const seen = snapshot();
    const status: FhirStatus = {
      observedGeneration: 1,
      ...(health ? { server: { health } } : {}),
      conditions: [
        {
          type: 'WorkloadAvailable',
          status: available,
          reason: available === 'True' ? 'PodsReady' : 'Sleeping',
          message: '',
          lastTransitionTime: '2026-11-24T00:00:00Z',
        },
      ],
    };
    return { ...seen, fhir: { ...seen.fhir, status } };
  };

  it.each([
    [
      'may wait when the server was well',
      withStatus('True', 'Healthy'),
      30_000,
    ],
    ['comes at once after a sleep', withStatus('False', 'Healthy'), 0],
    ['comes at once when nothing was said yet', withStatus('True'), 0],
    ['comes at once for a new server', snapshot(), 0],
  ])('%s', (_sentence, seen, spreadMs) => {
    expect(serverTarget(seen, service)).toMatchObject({ spreadMs });
  });
});

describe('forwardedHeaders', () => {
  it('keep a port that is not the usual one', () => {
    expect(forwardedHeaders('http://a.localhost:7008')).toMatchObject({
      host: 'a.localhost:7008',
      'x-forwarded-proto': 'http',
    });
  });

  it('are none without a public URL', () => {
    expect(forwardedHeaders(undefined)).toEqual({});
  });
});
