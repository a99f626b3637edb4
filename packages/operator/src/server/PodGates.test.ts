import type { KubernetesObject } from '@fhir-on-aks/kube';
import { FakeCluster } from '@fhir-on-aks/kube/testing';
import {
  READINESS_GATE,
  type ServerReading,
  type SnapshotObject,
} from '@fhir-on-aks/plugin-fhir-common';
import { gatedPods } from './gatedPods';
import { PodGates } from './PodGates';

const pod = (conditions: Record<string, string>, more = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'fhir', name: 'cardio-1', uid: 'p1', ...more },
  spec: { readinessGates: [{ conditionType: READINESS_GATE }] },
  status: {
    podIP: '10.1.2.3',
    conditions: Object.entries(conditions).map(([type, status]) => ({
      type,
      status,
    })),
  },
});

describe('gatedPods', () => {
  it.each<[string, SnapshotObject, string[]]>([
    ['asks one that runs', pod({ ContainersReady: 'True' }), ['ask']],
    ['leaves one that does not run yet', pod({}), []],
    [
      'leaves one that is let in',
      pod({ ContainersReady: 'True', [READINESS_GATE]: 'True' }),
      [],
    ],
    [
      'closes one whose server has restarted',
      pod({ ContainersReady: 'False', [READINESS_GATE]: 'True' }),
      ['close'],
    ],
    [
      'leaves one that is going',
      pod(
        { ContainersReady: 'True' },
        { deletionTimestamp: '2026-11-24T00:00:00Z' },
      ),
      [],
    ],
    [
      'leaves one without a gate',
      { ...pod({ ContainersReady: 'True' }), spec: {} },
      [],
    ],
  ])('%s', (_sentence, object, next) => {
    expect(gatedPods([object]).map(each => each.next)).toEqual(next);
  });
});

describe('PodGates', () => {
  const gateOf = (cluster: FakeCluster) => {
    const [stored] = cluster.objects('Pod');
    const conditions: unknown[] = Object(stored?.status).conditions ?? [];
    return conditions.find(each => Object(each).type === READINESS_GATE);
  };

  function setUp(object: KubernetesObject) {
    const cluster = new FakeCluster();
    cluster.seed({ ...object, status: {} });
    const asked: string[] = [];
    const server: { says: ServerReading } = { says: { health: 'Degraded' } };
    const gates = new PodGates({
      cluster,
      ask: async ({ url, headers }) => {
        asked.push(`${url} as ${headers.host}`);
        return server.says;
      },
      now: () => Date.parse('2026-11-24T00:00:00Z'),
      onError: () => {},
    });
    gates.start();
    gates.want('fhir/cardio', gatedPods([object]), { host: 'cardio.org' });
    return { cluster, asked, server, gates };
  }

  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('lets a pod in when its own server is healthy; degraded is not ready', async () => {
    const { cluster, asked, server, gates } = setUp(
      pod({ ContainersReady: 'True' }),
    );
    await jest.advanceTimersByTimeAsync(6_000);
    expect(gateOf(cluster)).toBeUndefined();
    server.says = { health: 'Healthy' };
    await jest.advanceTimersByTimeAsync(6_000);
    expect(gateOf(cluster)).toMatchObject({
      status: 'True',
      lastTransitionTime: '2026-11-24T00:00:00Z',
    });
    expect(asked[0]).toBe('http://10.1.2.3:8080 as cardio.org');
    await gates.stop();
  });

  it('closes the gate without asking when the containers do not run', async () => {
    const { cluster, asked, gates } = setUp(pod({ [READINESS_GATE]: 'True' }));
    await jest.advanceTimersByTimeAsync(0);
    expect(gateOf(cluster)).toMatchObject({ status: 'False' });
    expect(asked).toEqual([]);
    await gates.stop();
  });

  it('is content with a pod that is gone', async () => {
    const { cluster, gates } = setUp(pod({ [READINESS_GATE]: 'True' }));
    await jest.advanceTimersByTimeAsync(0);
    cluster.calls.length = 0;
    gates.want('fhir/cardio', [], {});
    await jest.advanceTimersByTimeAsync(60_000);
    expect(cluster.writes).toEqual([]);
    await gates.stop();
  });
});
