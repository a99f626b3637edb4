import type { Container, PodSpec } from 'kubernetes-types/core/v1';
import type { PodLogQuery } from '../../api';
import { container, core, sampleLabels, serverImage } from '../testing/objects';
import { TestCluster } from '../testing/TestCluster';

let cluster: TestCluster;

beforeEach(() => {
  cluster = new TestCluster();
});

afterEach(() => cluster.close());

function pod(change: Partial<Container> = {}, spec: Partial<PodSpec> = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'sample-1', namespace: 'fhir', labels: sampleLabels },
    spec: { containers: [container(change)], ...spec },
  };
}

function status() {
  return cluster.pod('sample-1').status;
}

function containerStatus() {
  return status()?.containerStatuses?.[0];
}

function condition(type: string) {
  const found = status()?.conditions?.find(one => one.type === type);
  return found && [found.status, found.reason, found.message];
}

async function logs(change: Partial<PodLogQuery> = {}) {
  const lines: string[] = [];
  const read = await cluster.logs.serve(cluster.object('Pod', 'sample-1'), {
    previous: false,
    follow: false,
    timestamps: false,
    signal: new AbortController().signal,
    ...change,
  });
  for await (const line of read) lines.push(line);
  return lines;
}

describe('a pod that starts', () => {
  it('goes through the states and events of a node', async () => {
    await cluster.apply(pod());
    expect(status()?.phase).toBe('Pending');
    expect(containerStatus()?.state).toEqual({
      waiting: { reason: 'ContainerCreating' },
    });
    expect(status()).toMatchObject({
      hostIP: '10.224.0.4',
      podIP: '10.244.0.4',
      qosClass: 'BestEffort',
    });
    await cluster.pass(1);
    expect(status()?.phase).toBe('Running');
    expect(containerStatus()).toMatchObject({
      ready: true,
      started: true,
      restartCount: 0,
    });
    expect(condition('Ready')?.[0]).toBe('True');
    expect(cluster.events('sample-1')).toEqual([
      'Normal Scheduled Successfully assigned fhir/sample-1 to aks-sandbox-24178906-vmss000000',
      `Normal Pulling Pulling image "${serverImage()}"`,
      `Normal Pulled Successfully pulled image "${serverImage()}" in 800ms (800ms including waiting). Image size: 125829120 bytes.`,
      'Normal Created Created container: fhir',
      'Normal Started Started container fhir',
    ]);
  });

  it('does not pull an image twice, unless it always must', async () => {
    await cluster.apply(pod());
    await cluster.pass(1);
    for (const [name, imagePullPolicy] of [
      ['second', 'IfNotPresent'],
      ['third', 'Always'],
    ]) {
      await cluster.apply({
        ...pod({ imagePullPolicy }),
        metadata: { name, namespace: 'fhir' },
      });
      await cluster.pass(1);
    }
    expect(cluster.events('second').join()).toContain(
      'already present on machine',
    );
    expect(cluster.events('third').join()).toContain('Successfully pulled');
  });
});

describe('an image that cannot be pulled', () => {
  const cases: [string, string, string][] = [
    [
      'an unknown tag',
      serverImage('9.9.9'),
      'manifest unknown: manifest tagged by "9.9.9" is not found',
    ],
    [
      'an unknown repository',
      'docker.io/library/nginx:1.29',
      'name unknown: the sandbox runs images of microsoft/fhir-server only',
    ],
  ];

  it.each(cases)(
    'is told in the words of the registry: %s',
    async (_case, image, words) => {
      await cluster.apply(pod({ image }));
      await cluster.pass(1);
      expect(containerStatus()?.state?.waiting).toMatchObject({
        reason: 'ErrImagePull',
        message: expect.stringContaining(words),
      });
      await cluster.pass(1);
      expect(containerStatus()?.state?.waiting).toMatchObject({
        reason: 'ImagePullBackOff',
        message: expect.stringContaining(words),
      });
      expect(status()?.phase).toBe('Pending');
      expect(cluster.events('sample-1')).toEqual(
        expect.arrayContaining([
          expect.stringContaining(
            `Warning Failed Failed to pull image "${image}": rpc error: code = NotFound`,
          ),
          'Warning Failed Error: ErrImagePull',
          `Normal BackOff Back-off pulling image "${image}"`,
          'Warning Failed Error: ImagePullBackOff',
        ]),
      );
    },
  );

  it('is tried again after 10, 20, 40 … seconds', async () => {
    await cluster.apply(pod({ image: serverImage('9.9.9') }));
    await cluster.pass(60);
    const pulls = cluster.store
      .list<{ reason: string; count: number }>('Event')
      .find(({ reason }) => reason === 'Pulling');
    expect(pulls?.count).toBe(3);
  });

  it('because of a fault starts at once when the fault is taken off', async () => {
    cluster.faults.add({ kind: 'image-pull', instance: 'fhir/sample' });
    await cluster.apply(pod());
    await cluster.pass(30);
    expect(containerStatus()?.state?.waiting?.message).toContain(
      'manifest unknown',
    );
    cluster.faults.remove({ kind: 'image-pull' });
    await cluster.pass(1);
    expect(condition('Ready')?.[0]).toBe('True');
  });

  it('because of a fault is told well within a second', async () => {
    cluster.faults.add({ kind: 'image-pull' });
    await cluster.apply(pod());
    await cluster.pass(0.4);
    expect(containerStatus()?.state?.waiting?.reason).toBe('ErrImagePull');
  });

  it('of another instance does not concern this one', async () => {
    cluster.faults.add({ kind: 'image-pull', instance: 'fhir/other' });
    await cluster.apply(pod());
    await cluster.pass(1);
    expect(condition('Ready')?.[0]).toBe('True');
  });
});

describe('a process that ends', () => {
  beforeEach(async () => {
    await cluster.apply(
      pod({ terminationMessagePolicy: 'FallbackToLogsOnError' }),
    );
    await cluster.pass(1);
  });

  function exit(code: number) {
    const [process] = cluster.runtime.running('sample-1').slice(-1);
    process.start.log('Unhandled exception. System.Exception: broken');
    process.stop();
    process.exit(code);
  }

  it('is started again, first soon, then after 10 and 20 seconds', async () => {
    exit(139);
    await cluster.settle();
    expect(containerStatus()?.state?.terminated).toMatchObject({
      exitCode: 139,
      reason: 'Error',
      message: 'Unhandled exception. System.Exception: broken',
    });
    await cluster.pass(1);
    expect(containerStatus()).toMatchObject({
      restartCount: 1,
      state: { running: {} },
      lastState: { terminated: { exitCode: 139 } },
    });
    exit(139);
    await cluster.pass(1);
    const { uid } = cluster.pod('sample-1').metadata;
    expect(containerStatus()?.state?.waiting).toEqual({
      reason: 'CrashLoopBackOff',
      message: `back-off 10s restarting failed container=fhir pod=sample-1_fhir(${uid})`,
    });
    expect(cluster.events('sample-1').at(-1)).toBe(
      `Warning BackOff Back-off restarting failed container fhir in pod sample-1_fhir(${uid})`,
    );
    await cluster.pass(10);
    expect(containerStatus()).toMatchObject({
      restartCount: 2,
      state: { running: {} },
    });
    exit(139);
    await cluster.pass(12);
    expect(containerStatus()?.state?.waiting?.message).toContain(
      'back-off 20s',
    );
    expect(status()?.phase).toBe('Running');
  });

  it('leaves its log as the previous one', async () => {
    exit(1);
    await cluster.pass(1);
    expect(await logs({ previous: true })).toEqual([
      'Unhandled exception. System.Exception: broken',
    ]);
    expect(await logs()).toEqual([]);
  });

  it('begins the back-off anew after ten good minutes', async () => {
    exit(1);
    await cluster.pass(1);
    exit(1);
    await cluster.pass(12);
    await cluster.pass(620);
    exit(1);
    await cluster.pass(1);
    expect(containerStatus()).toMatchObject({
      restartCount: 3,
      state: { running: {} },
    });
  });

  it('because of a fault has crashed again within a second', async () => {
    cluster.faults.add({ kind: 'crash-loop' });
    await cluster.pass(0.8);
    expect(containerStatus()).toMatchObject({
      restartCount: 1,
      state: { terminated: { exitCode: 139 } },
    });
  });

  it('because of a fault crashes on, and heals at once without it', async () => {
    cluster.faults.add({ kind: 'crash-loop' });
    await cluster.pass(4);
    expect(containerStatus()?.state?.waiting?.reason).toBe('CrashLoopBackOff');
    expect((await logs()).join()).toContain(
      'The fault crash-loop is switched on',
    );
    cluster.faults.remove({});
    await cluster.pass(1);
    expect(condition('Ready')?.[0]).toBe('True');
  });
});

describe('a pod that restarts never, or on failure only', () => {
  it.each([
    ['Never', 0, 'Succeeded'],
    ['Never', 1, 'Failed'],
    ['OnFailure', 0, 'Succeeded'],
    ['OnFailure', 1, 'Running'],
  ])('%s, exit code %d → %s', async (restartPolicy, code, phase) => {
    await cluster.apply(pod({}, { restartPolicy }));
    await cluster.pass(1);
    cluster.runtime.running()[0].exit(code);
    await cluster.pass(2);
    expect(status()?.phase).toBe(phase);
  });

  it('is not started again in a pod that has failed, when the fault that ended it goes', async () => {
    await cluster.apply(pod({}, { restartPolicy: 'Never' }));
    await cluster.pass(1);
    cluster.faults.add({ kind: 'crash-loop' });
    await cluster.pass(1);
    expect(status()?.phase).toBe('Failed');
    cluster.faults.remove({ kind: 'crash-loop' });
    await cluster.pass(2);
    expect(status()?.phase).toBe('Failed');
    expect(cluster.runtime.running()).toEqual([]);
  });
});

describe('what a container needs', () => {
  it('from a ConfigMap that is missing is named, and it starts when the ConfigMap comes', async () => {
    await cluster.apply(
      pod({ envFrom: [{ configMapRef: { name: 'settings' } }] }),
    );
    await cluster.pass(1);
    expect(containerStatus()?.state?.waiting).toEqual({
      reason: 'CreateContainerConfigError',
      message: 'configmap "settings" not found',
    });
    expect(cluster.events('sample-1')).toContain(
      'Warning Failed Error: configmap "settings" not found',
    );
    await cluster.apply(
      core('ConfigMap', 'settings', { data: { DataStore: 'SqlServer' } }),
    );
    await cluster.pass(1);
    expect(condition('Ready')?.[0]).toBe('True');
    expect(cluster.runtime.running()[0].start.env).toEqual({
      DataStore: 'SqlServer',
    });
  });

  it('from a volume that is missing holds the pod back before its image is pulled', async () => {
    await cluster.apply(
      pod(
        {
          volumeMounts: [
            {
              name: 'roles',
              mountPath: '/app/roles.json',
              subPath: 'roles.json',
            },
          ],
        },
        { volumes: [{ name: 'roles', configMap: { name: 'roles' } }] },
      ),
    );
    await cluster.pass(1);
    expect(containerStatus()?.state?.waiting?.reason).toBe('ContainerCreating');
    expect(cluster.events('sample-1')).toContain(
      'Warning FailedMount MountVolume.SetUp failed for volume "roles" : configmap "roles" not found',
    );
    await cluster.apply(
      core('ConfigMap', 'roles', { data: { 'roles.json': '{"roles":[]}' } }),
    );
    await cluster.pass(1);
    expect(cluster.runtime.running()[0].start.files).toEqual({
      '/app/roles.json': '{"roles":[]}',
    });
  });
});

describe('what the sandbox does not run', () => {
  it('is refused with a reason: init containers', async () => {
    await cluster.apply(
      pod({}, { initContainers: [container({ name: 'init' })] }),
    );
    await cluster.pass(2);
    expect(containerStatus()?.state?.waiting).toEqual({
      reason: 'CreateContainerError',
      message: 'the sandbox runs no init containers',
    });
    expect(cluster.runtime.processes).toEqual([]);
  });

  it('is told on the object: StatefulSets', async () => {
    await cluster.apply({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'set', namespace: 'fhir' },
      spec: {
        serviceName: 'set',
        selector: { matchLabels: sampleLabels },
        template: {
          metadata: { labels: sampleLabels },
          spec: { containers: [container()] },
        },
      },
    });
    expect(cluster.events('set')).toEqual([
      'Warning NotSupported The sandbox runs no StatefulSets: use a Deployment or a Job, or a real cluster.',
    ]);
  });
});

describe('probes', () => {
  const httpGet = { path: '/health/check', port: 'http' };

  it('startup holds the others back until it passes', async () => {
    cluster.runtime.answer = undefined;
    await cluster.apply(
      pod({
        startupProbe: { httpGet, periodSeconds: 5, failureThreshold: 60 },
        readinessProbe: { httpGet },
      }),
    );
    await cluster.pass(8);
    expect(containerStatus()).toMatchObject({ started: false, ready: false });
    expect(cluster.events('sample-1').at(-1)).toBe(
      'Warning Unhealthy Startup probe failed: Get "http://10.244.0.4:8080/health/check": dial tcp 10.244.0.4:8080: connect: connection refused',
    );
    cluster.runtime.running()[0].answer = 200;
    await cluster.pass(5);
    expect(containerStatus()).toMatchObject({ started: true, ready: true });
  });

  it('startup that fails too often restarts the container', async () => {
    cluster.runtime.answer = undefined;
    await cluster.apply(
      pod({ startupProbe: { httpGet, periodSeconds: 5, failureThreshold: 2 } }),
    );
    await cluster.pass(7);
    expect(cluster.events('sample-1')).toContain(
      'Normal Killing Container fhir failed startup probe, will be restarted',
    );
    expect(containerStatus()).toMatchObject({
      restartCount: 1,
      lastState: { terminated: { exitCode: 137 } },
    });
  });

  it('readiness takes the pod out of service and back in', async () => {
    await cluster.apply(
      pod({
        readinessProbe: { httpGet, periodSeconds: 10, failureThreshold: 3 },
      }),
    );
    await cluster.pass(1);
    expect(condition('Ready')?.[0]).toBe('True');
    const [process] = cluster.runtime.running();
    process.answer = 503;
    await cluster.pass(20);
    expect(condition('Ready')?.[0]).toBe('True');
    await cluster.pass(10);
    expect(condition('Ready')).toEqual([
      'False',
      'ContainersNotReady',
      'containers with unready status: [fhir]',
    ]);
    expect(cluster.events('sample-1').at(-1)).toBe(
      'Warning Unhealthy Readiness probe failed: HTTP probe failed with statuscode: 503',
    );
    process.answer = 200;
    process.start.onChange();
    await cluster.settle();
    await cluster.pass(0.2);
    expect(condition('Ready')?.[0]).toBe('True');
  });

  it('liveness restarts the container', async () => {
    await cluster.apply(
      pod({
        livenessProbe: {
          httpGet: { path: '/$versions', port: 8080 },
          periodSeconds: 10,
          failureThreshold: 2,
        },
      }),
    );
    await cluster.pass(1);
    cluster.runtime.running()[0].answer = 500;
    await cluster.pass(22);
    expect(cluster.events('sample-1')).toContain(
      'Normal Killing Container fhir failed liveness probe, will be restarted',
    );
    expect(containerStatus()?.restartCount).toBe(1);
  });

  it('ask with the headers that they name, as the kubelet does', async () => {
    await cluster.apply(
      pod({
        readinessProbe: {
          httpGet: {
            ...httpGet,
            httpHeaders: [{ name: 'Host', value: 'sample.localhost' }],
          },
        },
      }),
    );
    await cluster.pass(1);
    expect(cluster.runtime.running()[0].requests[0]).toMatchObject({
      url: '/health/check',
      headers: { host: 'sample.localhost', 'user-agent': 'kube-probe/1.36' },
    });
  });

  it.each([
    [
      'an open port passes a TCP probe',
      { tcpSocket: { port: 8080 } },
      200,
      'True',
    ],
    [
      'a closed port fails it',
      { tcpSocket: { port: 8080 } },
      undefined,
      'False',
    ],
    [
      'exec probes are refused with a reason',
      { exec: { command: ['true'] } },
      200,
      'False',
    ],
  ])('%s', async (_case, readinessProbe, answer, ready) => {
    cluster.runtime.answer = answer;
    await cluster.apply(pod({ readinessProbe }));
    await cluster.pass(1);
    expect(condition('Ready')?.[0]).toBe(ready);
  });
});

describe('a readiness gate', () => {
  const gate = 'fhir-on-aks.io/storage-initialized';

  async function setGate(value: string) {
    const { conditions } = status() ?? {};
    const others = (conditions ?? []).filter(({ type }) => type !== gate);
    cluster.store.patch(
      'Pod',
      'fhir',
      'sample-1',
      { status: { conditions: [...others, { type: gate, status: value }] } },
      { subresource: 'status' },
    );
    await cluster.settle();
  }

  it('decides about Ready when the containers are ready, and keeps its condition', async () => {
    await cluster.apply(pod({}, { readinessGates: [{ conditionType: gate }] }));
    await cluster.pass(1);
    expect(condition('ContainersReady')?.[0]).toBe('True');
    expect(condition('Ready')).toEqual([
      'False',
      'ReadinessGatesNotReady',
      `corresponding condition of pod readiness gate "${gate}" does not exist.`,
    ]);
    await setGate('True');
    expect(condition('Ready')?.[0]).toBe('True');
    await setGate('False');
    expect(condition('Ready')?.[2]).toBe(
      `the status of pod readiness gate "${gate}" is not "True", but False`,
    );
  });
});

describe('a pod that is deleted', () => {
  it('gets time to end, then is gone', async () => {
    await cluster.apply(pod());
    await cluster.pass(1);
    cluster.store.remove('Pod', 'fhir', 'sample-1');
    await cluster.settle();
    expect(cluster.pod('sample-1').metadata.deletionTimestamp).toBeDefined();
    expect(cluster.events('sample-1').at(-1)).toBe(
      'Normal Killing Stopping container fhir',
    );
    expect(cluster.runtime.running()).toHaveLength(1);
    await cluster.pass(2);
    expect(cluster.pods()).toEqual([]);
    expect(cluster.runtime.running()).toEqual([]);
  });

  it('is gone at once without a grace period', async () => {
    await cluster.apply(pod());
    await cluster.pass(1);
    cluster.store.remove('Pod', 'fhir', 'sample-1', { gracePeriodSeconds: 0 });
    await cluster.settle();
    expect(cluster.pods()).toEqual([]);
    expect(cluster.runtime.running()).toEqual([]);
  });
});

describe('a restart of the sandbox', () => {
  it('goes on with what ran: no restart is counted, nothing becomes unready', async () => {
    await cluster.apply(
      pod({
        startupProbe: { httpGet: { path: '/', port: 8080 } },
        readinessProbe: { httpGet: { path: '/', port: 8080 } },
      }),
    );
    await cluster.pass(1);
    const before = cluster.pod('sample-1');
    await cluster.restart();
    await cluster.pass(5);
    expect(cluster.pod('sample-1').status).toEqual(before.status);
    expect(cluster.runtime.running()).toHaveLength(1);
    expect(cluster.runtime.running()[0].start.resumed).toBe(true);
  });

  it('tries again what did not run', async () => {
    cluster.faults.add({ kind: 'image-pull' });
    await cluster.apply(pod());
    await cluster.pass(3);
    cluster.faults.remove({});
    await cluster.restart();
    await cluster.pass(1);
    expect(condition('Ready')?.[0]).toBe('True');
  });

  it('leaves what had ended', async () => {
    await cluster.apply(pod({}, { restartPolicy: 'Never' }));
    await cluster.pass(1);
    cluster.runtime.running()[0].exit(0);
    await cluster.settle();
    const started = cluster.runtime.processes.length;
    await cluster.restart();
    await cluster.pass(5);
    expect(status()?.phase).toBe('Succeeded');
    expect(cluster.runtime.processes).toHaveLength(started);
  });
});
