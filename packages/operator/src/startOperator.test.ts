import { KubernetesApiError } from '@fhir-on-aks/kube';
import { FakeCluster } from '@fhir-on-aks/kube/testing';
import { FHIR_RESOURCE } from '@fhir-on-aks/plugin-fhir-common';
import { readOperatorConfig } from './config/readOperatorConfig';
import { Log } from './Log';
import { OperatorMetrics } from './process/OperatorMetrics';
import { startOperator, type Operator } from './startOperator';
import { fhirNamed, NAMESPACE } from './testing/fhirObjects';

const listen = 'listen: { host: 127.0.0.1, port: 0 }';

/** Several operators on one cluster and one clock that the test moves. */
class Fleet {
  readonly cluster = new FakeCluster();
  private now = 0;
  private readonly sleepers = new Set<() => void>();
  private readonly running: Operator[] = [];

  async start(name: string, config = ''): Promise<Operator> {
    const operator = await startOperator({
      cluster: this.cluster,
      config: readOperatorConfig(`${listen}\n${config}`, { POD_NAME: name }),
      ask: async () => ({ health: 'Healthy' }),
      log: new Log({ level: 'error', write: () => {} }),
      metrics: new OperatorMetrics(),
      settleMs: 0,
      watchTiming: { backoffMinMs: 1, backoffMaxMs: 5 },
      election: {
        monotonic: () => this.now,
        sleep: (_milliseconds, signal) =>
          new Promise(resolve => {
            const wake = () => resolve(undefined);
            this.sleepers.add(wake);
            signal.addEventListener('abort', wake, { once: true });
          }),
      },
    });
    this.running.push(operator);
    await this.quiet();
    return operator;
  }

  /** Moves the clock, and lets everyone try for the lease. */
  async pass(seconds: number): Promise<void> {
    this.now += seconds * 1000;
    for (const wake of this.sleepers) wake();
    this.sleepers.clear();
    await this.quiet();
  }

  /** Moves the clock as when the process is frozen: nobody gets to renew. */
  freeze(seconds: number): void {
    this.now += seconds * 1000;
  }

  async apply(name: string): Promise<void> {
    const host = `${name}.example.org`;
    await this.cluster.apply(
      FHIR_RESOURCE,
      fhirNamed(name, { exposure: { type: 'Ingress', host } }),
      { fieldManager: 'fhir-provision' },
    );
    await this.quiet();
  }

  has(name: string): boolean {
    return this.cluster
      .objects('Deployment')
      .some(({ metadata }) => metadata.name === name);
  }

  holder(): unknown {
    const [lease] = this.cluster.objects('Lease');
    return Object(lease?.spec).holderIdentity;
  }

  async quiet(): Promise<void> {
    for (let turns = 0; turns < 200; turns += 1) {
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.running.map(each => each.stop()));
  }
}

let fleet: Fleet;
beforeEach(() => {
  fleet = new Fleet();
});
afterEach(() => fleet.end());

const readyz = async ({ port }: Operator) => {
  const response = await fetch(`http://127.0.0.1:${port}/readyz`);
  return `${response.status} ${await response.text()}`;
};

describe('one operator', () => {
  it('is ready when it has read everything, and works', async () => {
    const operator = await fleet.start('one');
    expect(await readyz(operator)).toBe('200 ok\n');
    await fleet.apply('cardio');
    expect(fleet.has('cardio')).toBe(true);
  });

  it('without an election needs no lease', async () => {
    await fleet.start('one', 'leaderElection: { mode: Disabled }');
    await fleet.apply('cardio');
    expect(fleet.has('cardio')).toBe(true);
    expect(fleet.cluster.objects('Lease')).toEqual([]);
  });

  it('says that it waits for the CRD, and goes on when it is installed', async () => {
    fleet.cluster.withoutApi('fhir-on-aks.io/v1alpha1');
    const operator = await fleet.start('one');
    expect(await readyz(operator)).toMatch(/^503 waiting for fhirs/);
    fleet.cluster.withApi('fhir-on-aks.io/v1alpha1');
    await fleet.apply('cardio');
    while (!fleet.has('cardio')) await fleet.quiet();
    expect(await readyz(operator)).toBe('200 ok\n');
  });

  it('works when it may not see Secrets', async () => {
    const forbidden = new KubernetesApiError('forbidden', { code: 403 });
    for (const verb of ['list', 'watch'] as const) {
      fleet.cluster.fail({ verb, kind: 'Secret' }, forbidden, 1_000);
    }
    await fleet.start('one');
    await fleet.apply('cardio');
    expect(fleet.has('cardio')).toBe(true);
  });

  it('shows how its Fhirs are', async () => {
    const operator = await fleet.start('one');
    await fleet.apply('cardio');
    const response = await fetch(`http://127.0.0.1:${operator.port}/metrics`);
    const text = await response.text();
    expect(text).toContain('fhir_instances{health="Progressing"} 1');
    expect(text).toContain(
      'leader_election_master_status{name="fhir-operator"} 1',
    );
    expect(text).toContain('controller_runtime_reconcile_total');
    expect(text).toContain('fhir_time_to_ready_seconds');
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  });
});

describe('two operators', () => {
  it('one works, the other one reads and waits', async () => {
    await fleet.start('one');
    const second = await fleet.start('two');
    expect(await readyz(second)).toBe('200 ok\n');
    expect(fleet.holder()).toMatch(/^one_/);
    await fleet.apply('cardio');
    const deployments = fleet.cluster.writes.filter(
      ({ kind }) => kind === 'Deployment',
    );
    expect(deployments).toHaveLength(1);
  });

  it('the other one takes over at once when the first one ends in peace', async () => {
    const first = await fleet.start('one');
    await fleet.start('two');
    await first.stop();
    expect(fleet.holder()).toBe('');
    await fleet.pass(2);
    expect(fleet.holder()).toMatch(/^two_/);
    await fleet.apply('cardio');
    expect(fleet.has('cardio')).toBe(true);
  });

  it('the other one takes over when the first one is silent for the time of the lease', async () => {
    const first = await fleet.start('one');
    await fleet.start('two');
    await fleet.pass(1);
    fleet.cluster.fail(
      { verb: 'replace', kind: 'Lease' },
      new KubernetesApiError('busy', { code: 500 }),
      3,
    );
    const ended = first.lost.then(() => 'lost');
    for (let i = 0; i < 4; i += 1) await fleet.pass(5);
    expect(await ended).toBe('lost');
    await fleet.pass(5);
    expect(fleet.holder()).toMatch(/^two_/);
  });

  it('a leader that was frozen for longer than it may renew writes nothing when it wakes', async () => {
    await fleet.start('one');
    fleet.freeze(11);
    await fleet.apply('cardio');
    expect(fleet.has('cardio')).toBe(false);
    const writes = fleet.cluster.writes.filter(
      ({ kind }) => kind !== 'Fhir' && kind !== 'Lease',
    );
    expect(writes).toEqual([]);
  });
});

describe('a stop', () => {
  it('lets what is begun end, gives the lease back and writes nothing after', async () => {
    const operator = await fleet.start('one');
    await fleet.apply('cardio');
    await operator.stop();
    const before = fleet.cluster.writes.length;
    await fleet.cluster.remove(FHIR_RESOURCE, {
      namespace: NAMESPACE,
      name: 'cardio',
    });
    await fleet.apply('neuro');
    const since = fleet.cluster.writes.slice(before);
    expect(since.map(({ kind }) => kind)).toEqual(['Fhir', 'Fhir']);
    await expect(readyz(operator)).rejects.toThrow();
  });

  it('may come before anything is read', async () => {
    fleet.cluster.withoutApi('fhir-on-aks.io/v1alpha1');
    const operator = await fleet.start('one');
    await operator.stop();
    expect(fleet.holder()).toBe('');
  });
});
