import {
  KubernetesApiError,
  resourceTypes,
  type ClusterClient,
} from '@fhir-on-aks/kube';
import { FakeCluster } from '@fhir-on-aks/kube/testing';
import { FHIR_RESOURCE } from '@fhir-on-aks/plugin-fhir-common';
import { fhirNamed, NAMESPACE } from './testing/fhirObjects';
import { OperatorBench } from './testing/OperatorBench';

let bench: OperatorBench;
afterEach(() => bench.stop());

const ref = { namespace: NAMESPACE, name: 'cardio' };

async function readyServer(): Promise<OperatorBench> {
  const started = await new OperatorBench().start();
  await started.apply();
  await started.becomeReady();
  started.countFromHere();
  return started;
}

/** The watch of Fhirs falls behind the other watches. */
class LateFhirEvents {
  holdBack = false;

  readonly through = (cluster: ClusterClient): ClusterClient => {
    const watch: ClusterClient['watch'] = (type, options) =>
      type.kind === 'Fhir'
        ? this.late(cluster.watch(type, options))
        : cluster.watch(type, options);
    return new Proxy(cluster, {
      get: (target, key) => {
        if (key === 'watch') return watch;
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  };

  private async *late<T>(events: AsyncIterable<T>): AsyncGenerator<T> {
    for await (const event of events) {
      if (this.holdBack) return;
      yield event;
    }
  }
}

function terminatingNamespace(): KubernetesApiError {
  return new KubernetesApiError('terminating', {
    code: 403,
    reason: 'Forbidden',
    status: {
      message:
        'unable to create new content in namespace cardio-team because it is being terminated',
      details: { causes: [{ reason: 'NamespaceTerminating' }] },
    },
  });
}

/** Holds the Deployment until the test lets it go, as running pods do. */
function hold(kind: string): void {
  const object = bench.child(kind);
  if (!object) throw new Error(`no ${kind}`);
  const metadata = { ...object.metadata, finalizers: ['test/hold'] };
  bench.cluster.seed({ ...object, metadata });
}

async function letGo(kind: string): Promise<void> {
  const type = Object.values(resourceTypes).find(each => each.kind === kind);
  if (!type) throw new Error(`no ${kind}`);
  await bench.cluster.patch(type, ref, { metadata: { finalizers: null } });
  await bench.quiet();
}

describe('a deleted Fhir', () => {
  it('leaves nothing behind, and costs the operator no write', async () => {
    bench = await readyServer();
    await bench.cluster.remove(FHIR_RESOURCE, ref);
    await bench.quiet();
    expect(bench.children()).toEqual([]);
    expect(bench.writes()).toEqual(['remove Fhir']);
  });

  it('tells what is left while it waits, and makes nothing anew', async () => {
    bench = await readyServer();
    hold('Deployment');
    await bench.quiet();
    bench.countFromHere();
    await bench.cluster.remove(FHIR_RESOURCE, ref, {
      propagationPolicy: 'Foreground',
    });
    await bench.quiet();
    expect(bench.children()).toEqual(['Deployment/cardio']);
    expect(bench.condition('Ready')).toMatchObject({
      reason: 'Deleting',
      message: expect.stringContaining('Deployment'),
    });
    expect(bench.writes().filter(write => write.startsWith('apply'))).toEqual(
      [],
    );
    await letGo('Deployment');
    expect(bench.child('Fhir')).toBeUndefined();
    expect(bench.children()).toEqual([]);
  });

  it('goes while the operator is away', async () => {
    bench = await readyServer();
    await bench.stop();
    await bench.cluster.remove(FHIR_RESOURCE, ref, {
      propagationPolicy: 'Foreground',
    });
    await bench.start();
    await bench.quiet();
    expect(bench.child('Fhir')).toBeUndefined();
    expect(bench.children()).toEqual([]);
  });

  it('goes with what it has when a child is gone already', async () => {
    bench = await readyServer();
    await bench.cluster.remove(resourceTypes.Service, ref);
    await bench.cluster.remove(FHIR_RESOURCE, ref);
    await bench.quiet();
    expect(bench.children()).toEqual([]);
  });

  it('and made anew under its name gets children of its own', async () => {
    bench = await readyServer();
    await bench.cluster.remove(FHIR_RESOURCE, ref);
    const second = await bench.apply();
    expect(bench.child('Deployment')?.metadata.ownerReferences?.[0]?.uid).toBe(
      second.metadata.uid,
    );
  });

  it('and made anew before garbage collection has come by waits for it, and says so', async () => {
    bench = await readyServer();
    const left = bench.child('ConfigMap');
    if (!left) throw new Error('no ConfigMap');
    await bench.cluster.remove(FHIR_RESOURCE, ref);
    await bench.quiet();
    bench.cluster.seed(left);
    await bench.quiet();
    bench.countFromHere();
    await bench.apply();
    expect(bench.condition('Ready')).toMatchObject({
      status: 'False',
      reason: 'NameStillTaken',
      message: expect.stringContaining('ConfigMap cardio'),
    });
    expect(bench.condition('Reconciling')).toMatchObject({ status: 'True' });
    expect(bench.child('ConfigMap')?.metadata).toMatchObject({
      ownerReferences: left.metadata.ownerReferences,
    });
    expect(bench.child('Deployment')).toBeUndefined();
    await bench.cluster.remove(resourceTypes.ConfigMap, ref);
    await bench.quiet();
    expect(bench.child('Deployment')).toBeDefined();
    expect(bench.condition('Ready')?.reason).not.toBe('NameStillTaken');
  });

  it('with its children orphaned keeps them', async () => {
    bench = await readyServer();
    await bench.cluster.remove(FHIR_RESOURCE, ref, {
      propagationPolicy: 'Orphan',
    });
    await bench.quiet();
    expect(bench.children()).toContain('Deployment/cardio');
    expect(bench.writes()).toEqual(['remove Fhir']);
  });
});

describe('failures that others have met', () => {
  it('CloudNativePG #11360: children that go before the Fhir is seen to go are not made anew', async () => {
    const late = new LateFhirEvents();
    bench = new OperatorBench(new FakeCluster(), { through: late.through });
    await bench.start();
    await bench.apply();
    await bench.becomeReady();
    hold('Deployment');
    await bench.quiet();
    late.holdBack = true;
    bench.countFromHere();
    await bench.cluster.remove(FHIR_RESOURCE, ref, {
      propagationPolicy: 'Foreground',
    });
    await bench.quiet();
    expect(bench.children()).toEqual(['Deployment/cardio']);
    expect(bench.writes().filter(write => write.startsWith('apply'))).toEqual(
      [],
    );
  });

  it('CloudNativePG #9554: a namespace that goes is no error, nothing is tried again and again', async () => {
    const cluster = new FakeCluster();
    bench = await new OperatorBench(cluster).start();
    const terminating = terminatingNamespace();
    for (const verb of ['apply', 'create'] as const) {
      for (const kind of ['ConfigMap', 'ServiceAccount', 'Event']) {
        cluster.fail({ verb, kind }, terminating, 1_000);
      }
    }
    cluster.seed(fhirNamed());
    await bench.quiet();
    bench.countFromHere();
    for (let i = 0; i < 5; i += 1) await bench.quiet();
    expect(bench.writes()).toEqual([]);
    const failed = await bench.metrics.text([]);
    expect(failed).toContain(
      'controller_runtime_reconcile_errors_total{controller="fhir"} 0',
    );
  });

  it('CloudNativePG #9554: a namespace that takes the children one by one is tried once', async () => {
    bench = await readyServer();
    const terminating = terminatingNamespace();
    for (const kind of ['Service', 'Deployment', 'Ingress', 'ConfigMap']) {
      bench.cluster.fail({ verb: 'apply', kind }, terminating, 1_000);
    }
    const { Service, Deployment, Ingress, ConfigMap } = resourceTypes;
    for (const type of [Service, Deployment, Ingress, ConfigMap]) {
      await bench.cluster.remove(type, ref);
      await bench.quiet();
    }
    expect(bench.writes().filter(write => write.startsWith('apply'))).toEqual([
      'apply Service',
    ]);
    bench.now += 61_000;
    await bench.touchEverything();
    expect(bench.writes().filter(write => write.startsWith('apply'))).toEqual([
      'apply Service',
      'apply ConfigMap',
    ]);
  });

  it('CloudNativePG #10535, #10868: no finalizer of ours can hold a namespace or a Fhir', async () => {
    bench = await readyServer();
    const objects = bench.cluster.objects();
    expect(
      objects.flatMap(({ metadata }) => metadata.finalizers ?? []),
    ).toEqual([]);
  });

  it('zalando #941: a deletion that was missed leaves no work behind', async () => {
    bench = await readyServer();
    await bench.stop();
    await bench.cluster.remove(FHIR_RESOURCE, ref);
    await bench.start();
    await bench.quiet();
    expect(bench.children()).toEqual([]);
    expect(bench.writes()).toEqual(['remove Fhir']);
  });
});
