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

const turn = () => new Promise(resolve => setImmediate(resolve));

/** A cluster whose writes take a moment. */
function slow(cluster: ClusterClient): ClusterClient {
  const apply: ClusterClient['apply'] = async (...call) => {
    await turn();
    return cluster.apply(...call);
  };
  return new Proxy(cluster, {
    get: (target, key) => {
      if (key === 'apply') return apply;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function readyServer(spec = {}): Promise<OperatorBench> {
  const started = await new OperatorBench().start();
  await started.apply('cardio', spec);
  await started.becomeReady();
  started.countFromHere();
  return started;
}

describe('a new Fhir', () => {
  it('gets all its children, owned by it, then its status, without one read', async () => {
    bench = await new OperatorBench().start();
    bench.countFromHere();
    const fhir = await bench.apply('cardio', { replicas: 2 });
    expect(bench.children()).toEqual([
      'ConfigMap/cardio',
      'Deployment/cardio',
      'Ingress/cardio',
      'PodDisruptionBudget/cardio',
      'Service/cardio',
      'ServiceAccount/cardio',
    ]);
    for (const object of bench.cluster.objects()) {
      if (object.kind === 'Fhir' || object.kind === 'Event') continue;
      expect(object.metadata.ownerReferences).toMatchObject([
        { kind: 'Fhir', uid: fhir.metadata.uid, controller: true },
      ]);
    }
    expect(bench.condition('Ready')).toMatchObject({ status: 'False' });
    await bench.becomeReady();
    expect(bench.condition('Ready')).toMatchObject({ status: 'True' });
    expect(bench.status()).toMatchObject({
      url: 'https://cardio.example.org',
      replicas: 2,
      readyReplicas: 2,
      server: { softwareVersion: '5.0.30', fhirVersion: '4.0.1' },
    });
    const verbs = new Set(bench.cluster.calls.map(({ verb }) => verb));
    expect([...verbs].sort()).toEqual(['apply', 'create', 'replace']);
  });

  it('costs at most eight writes when its pods come at once: children, status, event', async () => {
    const cluster = new FakeCluster();
    bench = await new OperatorBench(cluster, { settleMs: 60_000 }).start();
    bench.countFromHere();
    await bench.apply('cardio', { replicas: 2 });
    await bench.becomeReady();
    expect(bench.condition('Ready')).toMatchObject({ status: 'True' });
    const ofOperator = cluster.writes.filter(({ kind }) => kind !== 'Fhir');
    expect(ofOperator.map(({ kind }) => kind).sort()).toEqual([
      'ConfigMap',
      'Deployment',
      'Event',
      'Ingress',
      'PodDisruptionBudget',
      'Service',
      'ServiceAccount',
    ]);
    expect(
      bench.writes().filter(w => w === 'replace Fhir/status'),
    ).toHaveLength(1);
  });

  it('is told when it is ready, once', async () => {
    bench = await readyServer();
    expect(bench.events()).toEqual(['Normal Ready: 1 replica serves FHIR R4.']);
  });

  it('is timed from its creation until it is ready', async () => {
    bench = await new OperatorBench().start();
    bench.now = Date.parse('2026-11-24T00:00:42Z');
    await bench.apply();
    await bench.becomeReady();
    const text = await bench.metrics.text([]);
    expect(text).toContain('fhir_time_to_ready_seconds_count 1');
    expect(text).toMatch(/fhir_time_to_ready_seconds_sum 4\d/);
  });
});

describe('the steady state', () => {
  it('costs no write: not after a resync of everything, not after a restart', async () => {
    bench = await readyServer();
    await bench.touchEverything();
    expect(bench.writes()).toEqual([]);
    await bench.stop();
    await bench.start();
    await bench.quiet();
    expect(bench.writes()).toEqual([]);
  });

  it('costs no write when others add what is theirs: annotations, status, finalizers', async () => {
    bench = await readyServer();
    for (const kind of ['Deployment', 'Service', 'Ingress', 'ConfigMap']) {
      const object = bench.child(kind);
      if (!object) continue;
      const annotations = { ...object.metadata.annotations, theirs: 'yes' };
      bench.cluster.seed({
        ...object,
        metadata: { ...object.metadata, annotations, finalizers: ['x/y'] },
      });
    }
    await bench.quiet();
    expect(bench.writes()).toEqual([]);
  });
});

describe('an update', () => {
  it('writes only what differs, and the status', async () => {
    bench = await readyServer();
    await bench.apply('cardio', { image: { tag: '5.0.31' } });
    expect(bench.writes().filter(write => !write.endsWith('Fhir'))).toEqual([
      'apply Deployment',
      'replace Fhir/status',
    ]);
    expect(bench.child('Deployment')).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [{ image: expect.stringMatching(/:5\.0\.31$/) }],
          },
        },
      },
    });
    await bench.becomeReady();
    expect(bench.condition('Ready')).toMatchObject({
      status: 'True',
      observedGeneration: 2,
    });
  });

  it('reads the capability statement again after a rollout', async () => {
    bench = await readyServer();
    bench.server = { ...bench.server, softwareVersion: '5.0.31' };
    await bench.apply('cardio', { image: { tag: '5.0.31' } });
    await bench.becomeReady();
    expect(bench.status()?.server?.softwareVersion).toBe('5.0.31');
  });

  it('takes the Ingress away when the server is no longer exposed', async () => {
    bench = await readyServer();
    await bench.apply('cardio', { exposure: { type: 'None' } });
    expect(bench.child('Ingress')).toBeUndefined();
    expect(bench.condition('Exposed')).toMatchObject({ reason: 'NotExposed' });
    expect(bench.status()?.url).toBeUndefined();
    expect(bench.events()).toContain(
      'Normal Removed: Ingress cardio is no longer wanted and was removed.',
    );
  });

  it('rolls the pods when a Secret that they read changes', async () => {
    const database = {
      server: 'sql-sandbox.database.windows.net',
      name: 'cardio',
      authentication: 'Secret' as const,
      connectionStringSecret: { name: 'sql', key: 'text' },
    };
    bench = await readyServer({ identity: { type: 'None' }, database });
    const hashOf = () =>
      JSON.stringify(Object(bench.child('Deployment')?.spec).template.metadata);
    const before = hashOf();
    bench.cluster.seed({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { namespace: NAMESPACE, name: 'sql' },
    });
    await bench.quiet();
    expect(hashOf()).not.toBe(before);
  });

  it('of replicas to autoscaling keeps the pods that there are', async () => {
    bench = await readyServer({ replicas: 3 });
    await bench.cluster.patch(FHIR_RESOURCE, ref, {
      spec: {
        replicas: null,
        autoscaling: { minReplicas: 2, maxReplicas: 5, targetCpuPercent: 70 },
      },
    });
    await bench.quiet();
    expect(bench.child('HorizontalPodAutoscaler')).toBeDefined();
    expect(bench.child('Deployment')).toMatchObject({ spec: { replicas: 3 } });
  });
});

describe('drift', () => {
  it.each(['ConfigMap', 'Deployment', 'Ingress', 'Service', 'ServiceAccount'])(
    'of a %s that was deleted is repaired, and told',
    async kind => {
      bench = await readyServer();
      const object = bench.child(kind);
      const type = Object.values(resourceTypes).find(
        each => each.kind === kind,
      );
      if (!object || !type) throw new Error(`no ${kind}`);
      await bench.cluster.remove(type, ref);
      await bench.quiet();
      expect(bench.child(kind)).toBeDefined();
      expect(bench.child(kind)?.metadata.uid).not.toBe(object.metadata.uid);
      expect(bench.events()).toContain(
        `Warning Restored: ${kind} cardio had been deleted and is there again.`,
      );
    },
  );

  it('of a field is repaired, and the other manager named', async () => {
    bench = await readyServer();
    await bench.cluster.apply(
      resourceTypes.Deployment,
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: ref,
        spec: { progressDeadlineSeconds: 5 },
      },
      { fieldManager: 'kubectl', force: true },
    );
    await bench.quiet();
    expect(bench.child('Deployment')).toMatchObject({
      spec: { progressDeadlineSeconds: 900 },
    });
    expect(bench.events()).toContain(
      'Warning FieldsTakenBack: Deployment cardio: kubectl had changed .spec.progressDeadlineSeconds; it is again as the Fhir says.',
    );
  });

  it('of our own labels is repaired, even of the one that we find our objects by', async () => {
    bench = await readyServer();
    const service = bench.child('Service');
    if (!service) throw new Error('no Service');
    const { labels: _, ...metadata } = service.metadata;
    bench.cluster.seed({ ...service, metadata });
    await bench.quiet();
    expect(bench.child('Service')?.metadata.labels).toEqual(
      service.metadata.labels,
    );
  });

  it('of a manager that never gives up is left after five times, and told', async () => {
    bench = await readyServer();
    const quarrel = async () => {
      await bench.cluster.apply(
        resourceTypes.Service,
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: ref,
          spec: { type: 'NodePort' },
        },
        { fieldManager: 'other-operator', force: true },
      );
      await bench.quiet();
    };
    for (let i = 0; i < 10; i += 1) await quarrel();
    expect(bench.child('Service')).toMatchObject({
      spec: { type: 'NodePort' },
    });
    expect(bench.condition('Ready')).toMatchObject({ reason: 'ApplyConflict' });
    bench.now += 11 * 60_000;
    await bench.touchEverything();
    expect(bench.child('Service')).toMatchObject({
      spec: { type: 'ClusterIP' },
    });
  });
});

describe('an object of somebody else', () => {
  it('with the name of a child is refused, outlives the Fhir, and is told', async () => {
    const cluster = new FakeCluster();
    cluster.seed({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { ...ref, labels: { app: 'legacy' } },
      data: { DataStore: 'theirs' },
    });
    bench = await new OperatorBench(cluster).start();
    await bench.apply();
    expect(bench.condition('Ready')).toMatchObject({
      status: 'False',
      reason: 'ApplyConflict',
      message: expect.stringContaining('ConfigMap cardio'),
    });
    const kept = bench.child('ConfigMap');
    expect(kept?.metadata.ownerReferences ?? []).toEqual([]);
    expect(kept?.data).toMatchObject({ DataStore: 'SqlServer' });
    await bench.cluster.remove(FHIR_RESOURCE, ref);
    await bench.quiet();
    expect(bench.child('ConfigMap')).toBeDefined();
  });
});

describe('a Fhir that may not be acted on', () => {
  it('is left as it is while it is paused, and is told so', async () => {
    bench = await readyServer();
    await bench.apply('cardio', {
      reconcilePolicy: 'Pause',
      image: { tag: '5.0.31' },
    });
    await bench.cluster.remove(resourceTypes.Ingress, ref);
    await bench.quiet();
    expect(bench.child('Ingress')).toBeUndefined();
    expect(bench.writes().filter(write => write.startsWith('apply'))).toEqual([
      'apply Fhir',
    ]);
    expect(bench.condition('Ready')).toMatchObject({ reason: 'Paused' });
    await bench.apply('cardio', { reconcilePolicy: 'Manage' });
    expect(bench.child('Ingress')).toBeDefined();
  });

  it('keeps its last good objects while its spec is not valid, with the field named', async () => {
    bench = await readyServer();
    await bench.cluster.patch(FHIR_RESOURCE, ref, {
      spec: { replicas: 'many', fhirVersion: 'R9' },
    });
    await bench.quiet();
    expect(bench.children()).toContain('Deployment/cardio');
    expect(bench.condition('Accepted')).toMatchObject({
      status: 'False',
      reason: 'SpecInvalid',
      message: expect.stringContaining('spec.'),
    });
    expect(bench.writes()).toEqual(['patch Fhir', 'replace Fhir/status']);
    expect(bench.events()).toContainEqual(
      expect.stringMatching(/^Warning SpecInvalid: spec\./),
    );
  });

  it('keeps its last good objects when the roles are not valid for the server', async () => {
    bench = await readyServer();
    const role = { name: 'reader', dataActions: ['read' as const] };
    await bench.apply('cardio', {
      authorization: {
        mode: 'Enabled',
        roles: [role, { ...role, name: 'Reader' }],
      },
    });
    expect(bench.condition('Accepted')).toMatchObject({
      status: 'False',
      message: expect.stringContaining('spec.authorization.roles[1].name'),
    });
    expect(bench.child('ConfigMap', 'cardio-roles')).toBeUndefined();
  });

  it('says which further settings the server does not read', async () => {
    bench = await new OperatorBench().start();
    await bench.apply('cardio', { settings: { 'FhirServer:Typo': 'x' } });
    await bench.becomeReady();
    expect(bench.condition('Accepted')).toMatchObject({
      status: 'True',
      reason: 'SettingsUnknown',
    });
    expect(bench.events()).toContainEqual(
      expect.stringMatching(/^Warning SettingsUnknown: .*FhirServer:Typo/),
    );
  });
});

describe('what the API server does not take', () => {
  const answer = (code: number, message: string) =>
    new KubernetesApiError(message, { code, status: { code, message } });

  it.each([
    [403, 'User cannot patch resource services', 'ApplyForbidden'],
    [403, 'exceeded quota: small, requested: services=1', 'QuotaExceeded'],
    [422, 'Service is invalid: spec.ports[0]', 'ApplyRefused'],
  ])(
    'is told at once and not tried again in haste: %i %s',
    async (code, words, reason) => {
      const cluster = new FakeCluster();
      cluster.fail({ verb: 'apply', kind: 'Service' }, answer(code, words), 99);
      bench = await new OperatorBench(cluster).start();
      await bench.apply();
      expect(bench.condition('Ready')).toMatchObject({
        reason,
        message: expect.stringContaining(words),
      });
      expect(
        bench.writes().filter(each => each === 'apply Service'),
      ).toHaveLength(1);
      expect(bench.events()).toContainEqual(
        expect.stringContaining(`Warning ${reason}: `),
      );
    },
  );

  it('is told when it lasts, and forgotten when it passes', async () => {
    const cluster = new FakeCluster();
    const failure = answer(500, 'failed calling webhook "policy"');
    cluster.fail({ verb: 'apply', kind: 'Service' }, failure, 6);
    bench = await new OperatorBench(cluster).start();
    await bench.apply();
    const told: unknown[] = [];
    while (!bench.child('Service')) {
      await turn();
      told.push(bench.condition('Ready')?.message);
    }
    expect(told).toContainEqual(
      expect.stringContaining('failed calling webhook'),
    );
    await bench.idle();
    expect(bench.condition('Ready')?.reason).not.toBe('ApplyRefused');
  });
});

describe('the operator', () => {
  it('brings up what was made while it was away', async () => {
    const cluster = new FakeCluster();
    cluster.seed(
      fhirNamed('cardio'),
      fhirNamed('neuro', { exposure: { type: 'None' } }),
    );
    bench = await new OperatorBench(cluster).start();
    await bench.quiet();
    expect(bench.children()).toEqual(
      expect.arrayContaining(['Deployment/cardio', 'Deployment/neuro']),
    );
  });

  it('looks after the namespaces that it was given, and no others', async () => {
    const config = `namespaces: [other, ${NAMESPACE}]`;
    bench = await new OperatorBench(new FakeCluster(), { config }).start();
    const elsewhere = fhirNamed('else');
    bench.cluster.seed({
      ...elsewhere,
      metadata: { name: 'else', namespace: 'third' },
    });
    await bench.apply();
    expect(bench.children()).toContain('Deployment/cardio');
    expect(bench.children()).not.toContain('Deployment/else');
  });

  it('finishes what is begun before it starts what is new', async () => {
    const cluster = new FakeCluster();
    bench = new OperatorBench(cluster, { config: 'workers: 1', through: slow });
    const names = Array.from({ length: 20 }, (_, index) => `new-${index}`);
    for (const name of names) {
      cluster.seed(fhirNamed(name, { exposure: { type: 'None' } }));
    }
    await bench.start();
    while (!bench.child('Service', 'new-0')) await turn();
    await bench.becomeReady('new-0');
    const steps = cluster.writes.map(({ kind, name }) => `${kind} ${name}`);
    const finished = steps.lastIndexOf('Fhir new-0');
    expect(finished).toBeGreaterThan(0);
    expect(finished).toBeLessThan(steps.indexOf('Deployment new-5'));
  });
});
