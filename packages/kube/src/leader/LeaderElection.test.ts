import { ClusterUnreachableError } from '../errors';
import { fenceWrites } from './fenceWrites';
import { LeaderElection } from './LeaderElection';
import { resourceTypes } from '../resourceTypes';
import { FakeCluster } from '../testing';

const { ConfigMap, Lease } = resourceTypes;
const REF = { namespace: 'fhir-system', name: 'fhir-operator' };

/** Time that all candidates share and that moves only when the test says so. */
class SharedTime {
  now = 0;
  private sleepers: Array<{ at: number; wake: () => void }> = [];

  sleep = (milliseconds: number, signal: AbortSignal) =>
    new Promise<void>(resolve => {
      this.sleepers.push({ at: this.now + milliseconds, wake: resolve });
      signal.addEventListener('abort', () => resolve());
    });

  async advance(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    for (;;) {
      await settle();
      const next = this.sleepers.sort((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.sleepers.shift();
      this.now = Math.max(this.now, next.at);
      next.wake();
    }
    this.now = end;
    await settle();
  }

  /** The process stands still while time goes on, as after SIGSTOP. */
  freeze(milliseconds: number): void {
    this.now += milliseconds;
  }
}

async function settle(): Promise<void> {
  for (let i = 0; i < 100; i++) await new Promise(setImmediate);
}

function candidate(cluster: FakeCluster, time: SharedTime, identity: string) {
  const events: string[] = [];
  const election = new LeaderElection({
    cluster,
    ...REF,
    identity,
    monotonic: () => time.now,
    sleep: time.sleep,
  });
  election.start({
    onElected: () => events.push('elected'),
    onLost: () => events.push('lost'),
  });
  return { election, events };
}

const spec = async (cluster: FakeCluster) =>
  Object((await cluster.get(Lease, REF))?.spec);

describe('LeaderElection', () => {
  let cluster: FakeCluster;
  let time: SharedTime;
  beforeEach(() => {
    cluster = new FakeCluster();
    time = new SharedTime();
  });

  it('takes a lease that nobody has, with times in microseconds', async () => {
    const a = candidate(cluster, time, 'a');
    await time.advance(0);
    expect(a.events).toEqual(['elected']);
    expect(await spec(cluster)).toMatchObject({
      holderIdentity: 'a',
      leaseDurationSeconds: 15,
      leaseTransitions: 0,
      renewTime: expect.stringMatching(/\.\d{6}Z$/),
    });
    await a.election.stop();
  });

  it('lets one of two lead, and renews by one request each time', async () => {
    const a = candidate(cluster, time, 'a');
    await time.advance(0);
    const b = candidate(cluster, time, 'b');
    await time.advance(60_000);
    expect(a.events).toEqual(['elected']);
    expect(b.events).toEqual([]);
    expect(b.election.holder).toBe('a');
    const gets = cluster.calls.filter(({ verb }) => verb === 'get').length;
    const writes = cluster.writes.length;
    expect(gets).toBeLessThanOrEqual(writes + 5);
    await Promise.all([a.election.stop(), b.election.stop()]);
  });

  it('hands over within a retry period when it is stopped', async () => {
    const a = candidate(cluster, time, 'a');
    await time.advance(0);
    const b = candidate(cluster, time, 'b');
    await time.advance(5_000);
    await a.election.stop();
    expect(a.election.isLeader()).toBe(false);
    await time.advance(2_500);
    expect(b.events).toEqual(['elected']);
    expect(await spec(cluster)).toMatchObject({
      holderIdentity: 'b',
      leaseTransitions: 1,
    });
    await b.election.stop();
  });

  it('waits for the lease of a leader that vanished to run out, as seen from here', async () => {
    cluster.seed({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { ...REF },
      spec: {
        holderIdentity: 'gone',
        leaseDurationSeconds: 15,
        renewTime: '1999-01-01T00:00:00.000000Z',
      },
    });
    const a = candidate(cluster, time, 'a');
    await time.advance(14_000);
    expect(a.events).toEqual([]);
    await time.advance(4_000);
    expect(a.events).toEqual(['elected']);
    await a.election.stop();
  });

  it('stops to be leader, and says so, when it cannot renew for the deadline', async () => {
    const a = candidate(cluster, time, 'a');
    await time.advance(0);
    const unreachable = new ClusterUnreachableError('no answer');
    cluster.fail({ verb: 'replace' }, unreachable, 1_000);
    await time.advance(9_000);
    expect(a.election.isLeader()).toBe(true);
    await time.advance(4_000);
    expect(a.election.isLeader()).toBe(false);
    expect(a.events).toEqual(['elected', 'lost']);
  });

  it('goes on to lead after a short interruption', async () => {
    const a = candidate(cluster, time, 'a');
    await time.advance(0);
    cluster.fail(
      { verb: 'replace' },
      new ClusterUnreachableError('no answer'),
      2,
    );
    await time.advance(60_000);
    expect(a.election.isLeader()).toBe(true);
    expect(a.events).toEqual(['elected']);
    await a.election.stop();
  });

  it('writes nothing after it stood still for longer than the deadline, before any timer could tell it', async () => {
    const a = candidate(cluster, time, 'a');
    await time.advance(0);
    const fenced = fenceWrites(cluster, () => a.election.isLeader());
    const object = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { namespace: 'fhir', name: 'x' },
    };
    await fenced.apply(ConfigMap, object, { fieldManager: 'a' });
    time.freeze(10_001);
    const before = cluster.writes.length;
    const ref = object.metadata;
    const writes = [
      fenced.apply(ConfigMap, object, { fieldManager: 'a' }),
      fenced.create(ConfigMap, object),
      fenced.replace(ConfigMap, object),
      fenced.patch(ConfigMap, ref, {}),
      fenced.remove(ConfigMap, ref),
    ];
    for (const write of writes) {
      await expect(write).rejects.toThrow(
        'not the leader: the write was not sent',
      );
    }
    expect(cluster.writes).toHaveLength(before);
    expect(await fenced.get(ConfigMap, ref)).toBeDefined();
    await a.election.stop();
  });

  it('does not take back a lease that another took while it stood still', async () => {
    const a = candidate(cluster, time, 'a');
    await time.advance(0);
    const b = candidate(cluster, time, 'b');
    await time.advance(2_500);
    cluster.fail({ verb: 'replace' }, new ClusterUnreachableError('frozen'), 8);
    await time.advance(40_000);
    expect(b.events).toEqual(['elected']);
    expect(a.events).toEqual(['elected', 'lost']);
    expect(await spec(cluster)).toMatchObject({ holderIdentity: 'b' });
    await b.election.stop();
  });

  it('a conflict on writing means that another was faster', async () => {
    const a = candidate(cluster, time, 'a');
    const b = candidate(cluster, time, 'b');
    await time.advance(5_000);
    expect([...a.events, ...b.events]).toEqual(['elected']);
    await Promise.all([a.election.stop(), b.election.stop()]);
  });
});
