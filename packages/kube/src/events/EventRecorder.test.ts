import { KubernetesApiError } from '../errors';
import { EventRecorder } from './EventRecorder';
import { FakeCluster } from '../testing';

const fhir = {
  apiVersion: 'fhir-on-aks.io/v1alpha1',
  kind: 'Fhir',
  metadata: {
    namespace: 'fhir',
    name: 'cardio',
    uid: 'u1',
    resourceVersion: '5',
  },
};
const ready = {
  type: 'Normal',
  reason: 'Ready',
  message: 'It is ready.',
} as const;

function setUp(calm?: () => Promise<void>) {
  const cluster = new FakeCluster();
  const time = { now: Date.parse('2026-11-24T00:00:00Z') };
  const errors: unknown[] = [];
  const recorder = new EventRecorder({
    cluster,
    component: 'fhir-operator',
    now: () => time.now,
    calm,
    onError: error => errors.push(error),
  });
  return { cluster, time, errors, recorder };
}

describe('EventRecorder', () => {
  it('writes an event that names its object and who says it', async () => {
    const { cluster, recorder } = setUp();
    recorder.record(fhir, ready);
    await recorder.flush();
    expect(cluster.objects('Event')).toMatchObject([
      {
        metadata: {
          namespace: 'fhir',
          name: expect.stringMatching(/^cardio\.[0-9a-f]{16}$/),
        },
        involvedObject: {
          kind: 'Fhir',
          name: 'cardio',
          namespace: 'fhir',
          uid: 'u1',
        },
        type: 'Normal',
        reason: 'Ready',
        message: 'It is ready.',
        count: 1,
        firstTimestamp: '2026-11-24T00:00:00Z',
        source: { component: 'fhir-operator' },
      },
    ]);
  });

  it('counts the same event up, once a minute at most', async () => {
    const { cluster, recorder, time } = setUp();
    for (let i = 0; i < 10; i++) recorder.record(fhir, ready);
    time.now += 61_000;
    recorder.record(fhir, ready);
    await recorder.flush();
    expect(cluster.objects('Event')).toMatchObject([
      { count: 11, lastTimestamp: '2026-11-24T00:01:01Z' },
    ]);
    expect(cluster.writes).toHaveLength(2);
  });

  it('begins a new event after ten minutes', async () => {
    const { cluster, recorder, time } = setUp();
    recorder.record(fhir, ready);
    time.now += 11 * 60_000;
    recorder.record(fhir, ready);
    await recorder.flush();
    expect(cluster.objects('Event')).toHaveLength(2);
  });

  it('falls silent about an object that is talked about too much, and not about others', async () => {
    const { cluster, recorder } = setUp();
    for (let i = 0; i < 100; i++)
      recorder.record(fhir, { ...ready, message: `${i}` });
    recorder.record(
      { ...fhir, metadata: { ...fhir.metadata, uid: 'u2' } },
      ready,
    );
    await recorder.flush();
    expect(cluster.objects('Event')).toHaveLength(26);
  });

  it('lets an object that fell silent speak again after five minutes, once', async () => {
    const { cluster, recorder, time } = setUp();
    const talk = (much: number) => {
      for (let i = 0; i < much; i++)
        recorder.record(fhir, { ...ready, message: `${time.now} ${i}` });
    };
    talk(100);
    time.now += 120_000;
    talk(5);
    await recorder.flush();
    expect(cluster.objects('Event')).toHaveLength(25);
    time.now += 180_000;
    talk(5);
    await recorder.flush();
    expect(cluster.objects('Event')).toHaveLength(26);
  });

  it('reports a refusal and does not throw', async () => {
    const { cluster, recorder, errors } = setUp();
    cluster.fail(
      { verb: 'create' },
      new KubernetesApiError('forbidden', { code: 403 }),
    );
    recorder.record(fhir, ready);
    await recorder.flush();
    expect(errors).toHaveLength(1);
  });

  it('keeps messages within what the API server takes', async () => {
    const { cluster, recorder } = setUp();
    recorder.record(fhir, { ...ready, message: 'x'.repeat(5_000) });
    await recorder.flush();
    expect(String(cluster.objects('Event')[0].message)).toHaveLength(1024);
  });

  it('lets more pressing writes go before what is Normal, and not before a warning', async () => {
    let calmDown = () => {};
    const busy = new Promise<void>(resolve => (calmDown = resolve));
    const { cluster, recorder } = setUp(() => busy);
    recorder.record(fhir, ready);
    recorder.record(fhir, { ...ready, type: 'Warning', reason: 'Failed' });
    await new Promise(resolve => setImmediate(resolve));
    expect(cluster.objects('Event')).toMatchObject([{ reason: 'Failed' }]);
    calmDown();
    await recorder.flush();
    expect(cluster.objects('Event')).toMatchObject([
      { reason: 'Failed' },
      { reason: 'Ready' },
    ]);
  });

  it('waits a minute at most, and says when it happened', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const { cluster, recorder, time } = setUp(() => new Promise(() => {}));
    recorder.record(fhir, ready);
    await jest.advanceTimersByTimeAsync(59_000);
    expect(cluster.objects('Event')).toEqual([]);
    time.now += 60_000;
    await jest.advanceTimersByTimeAsync(1_000);
    jest.useRealTimers();
    await recorder.flush();
    expect(cluster.objects('Event')).toMatchObject([
      { reason: 'Ready', firstTimestamp: '2026-11-24T00:00:00Z' },
    ]);
  });

  it('writes one after another', async () => {
    const { cluster, recorder } = setUp();
    let writing = 0;
    let most = 0;
    const { create } = cluster;
    jest.spyOn(cluster, 'create').mockImplementation(async (...args) => {
      most = Math.max(most, (writing += 1));
      await new Promise(resolve => setImmediate(resolve));
      writing -= 1;
      return create.apply(cluster, args);
    });
    for (let i = 0; i < 10; i++)
      recorder.record(fhir, { ...ready, message: `${i}` });
    await recorder.flush();
    expect(cluster.objects('Event')).toHaveLength(10);
    expect(most).toBe(1);
  });
});
