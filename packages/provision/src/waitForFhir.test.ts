import { ClusterUnreachableError, KubernetesApiError } from '@fhir-on-aks/kube';
import { FHIR_RESOURCE } from '@fhir-on-aks/plugin-fhir-common';
import type { FakeVerdict } from './testing/FakeOperator';
import { failureOf, ProvisionWorld } from './testing/ProvisionWorld';
import { waitForFhir } from './waitForFhir';

const MINUTE = 60_000;
const target = { cluster: 'aks-weu', namespace: 'cardiology', name: 'cardio' };

const starting: FakeVerdict = [
  {
    type: 'WorkloadAvailable',
    status: 'False',
    reason: 'PodsStarting',
    message: '0 of 2 pods are ready, the image is being pulled.',
  },
  {
    type: 'Ready',
    status: 'False',
    reason: 'PodsStarting',
    message: '0 of 2 pods are ready, the image is being pulled.',
  },
];
const noImage: FakeVerdict = [
  {
    type: 'Ready',
    status: 'False',
    reason: 'ImagePullFailed',
    message: 'The image cannot be pulled: manifest unknown.',
  },
];

let world: ProvisionWorld;

beforeEach(async () => {
  world = new ProvisionWorld({ skipUpTo: 1_000 });
  await world.stop();
  world.cluster.calls.length = 0;
  world.cluster.seed({
    apiVersion: 'fhir-on-aks.io/v1alpha1',
    kind: 'Fhir',
    metadata: { name: 'cardio', namespace: 'cardiology', generation: 1 },
    spec: {},
  });
});

const say = (verdict?: FakeVerdict) =>
  world.operator.judge(world.fhir(), verdict);
const told = () => world.lines(['running', 'done', 'failed']);

/** Waits, without a clock, until the run has told or asked something. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(resolve => setImmediate(resolve));
}
const hasTold = (words: string) =>
  until(() => told().some(line => line.includes(words)));
const hasAsked = (verb: string, times = 1) =>
  until(
    () =>
      world.cluster.calls.filter(call => call.verb === verb).length >= times,
  );

describe('waitForFhir tells what happens', () => {
  it('ends on Ready with the URL, and tells every change of a condition once', async () => {
    const waiting = waitForFhir(target, world.dependencies);
    await say(starting);
    await hasTold('0 of 2 pods');
    await say(starting);
    await say();
    expect(await waiting).toMatchObject({
      health: { word: 'Ready' },
      url: 'https://cardio.example.org',
    });
    expect(told()).toEqual([
      'running: Workload: 0 of 2 pods are ready, the image is being pulled',
      'running: Workload: 1 of 1 pods ready',
      'done: Ready after 0.0 s: https://cardio.example.org',
    ]);
  });

  it('tells nothing but the end when the server is ready already', async () => {
    await say();
    await waitForFhir(target, world.dependencies);
    expect(told()).toEqual([
      'done: Ready after 0.0 s: https://cardio.example.org',
    ]);
  });

  it('does not take the state before the last change for an answer', async () => {
    await say();
    await world.cluster.apply(
      FHIR_RESOURCE,
      {
        apiVersion: 'fhir-on-aks.io/v1alpha1',
        kind: 'Fhir',
        metadata: { name: 'cardio', namespace: 'cardiology' },
        spec: { replicas: 2 },
      },
      { fieldManager: 'test' },
    );
    const waiting = waitForFhir(target, world.dependencies);
    await hasAsked('watch');
    expect(told()).toEqual([]);
    await say();
    expect((await waiting).health.word).toBe('Ready');
  });

  it('ends when somebody wants the server asleep', async () => {
    await say([
      {
        type: 'Ready',
        status: 'False',
        reason: 'Sleeping',
        message: 'The server sleeps: replicas is 0.',
      },
    ]);
    const { health } = await waitForFhir(target, world.dependencies);
    expect(health.word).toBe('Paused');
    expect(told()).toEqual([
      'done: Paused after 0.0 s: https://cardio.example.org',
    ]);
  });

  it('reads once and does not wait with a timeout of 0', async () => {
    await say(starting);
    const result = await waitForFhir(target, {
      ...world.dependencies,
      timeoutMs: 0,
    });
    expect(result.health.word).toBe('Progressing');
  });
});

describe('waitForFhir ends without a ready server', () => {
  it('when waiting cannot help: with the sentence and the next step of the state', async () => {
    await say(noImage);
    const waiting = failureOf(waitForFhir(target, world.dependencies));
    await hasAsked('watch');
    await world.clock.advance(3_000);
    expect(await waiting).toMatchObject({
      code: 'unhealthy',
      message:
        'cardio does not become ready: The image cannot be pulled: manifest unknown.',
      next: 'Choose a tag that exists, or give the pull secret of the registry.',
    });
    expect(told()).toEqual([
      'failed: cardio does not become ready: The image cannot be pulled: manifest unknown.',
    ]);
  });

  it('not when the state of a moment mends itself', async () => {
    await say(noImage);
    const waiting = waitForFhir(target, world.dependencies);
    await hasAsked('watch');
    await world.clock.advance(2_000);
    await say(starting);
    await hasTold('0 of 2 pods');
    await world.clock.advance(10_000);
    await say();
    expect((await waiting).health.word).toBe('Ready');
  });

  it('when the time is up: with the sentence of the last state', async () => {
    await say(starting);
    const waiting = failureOf(
      waitForFhir(target, { ...world.dependencies, timeoutMs: 5 * MINUTE }),
    );
    await hasTold('0 of 2 pods');
    await world.clock.advance(5 * MINUTE);
    expect(await waiting).toMatchObject({
      code: 'timeout',
      message:
        'cardio is not ready after 5 min: 0 of 2 pods are ready, the image is being pulled.',
      next: 'It may still become ready: watch it on its page, or with fhirctl status --watch.',
    });
  });

  it('at once when the host aborts', async () => {
    const abort = new AbortController();
    const { signal } = abort;
    const waiting = failureOf(
      waitForFhir(target, { ...world.dependencies, signal }),
    );
    await hasAsked('watch');
    const before = world.clock.now();
    abort.abort();
    expect((await waiting).code).toBe('aborted');
    expect(world.clock.now()).toBe(before);
  });

  it('at once when there is no such server', async () => {
    const missing = { ...target, name: 'other' };
    expect(
      await failureOf(waitForFhir(missing, world.dependencies)),
    ).toMatchObject({
      code: 'not-found',
      message: 'There is no FHIR server other in aks-weu/cardiology.',
    });
  });

  it('when somebody deletes the server meanwhile', async () => {
    const waiting = failureOf(waitForFhir(target, world.dependencies));
    await hasAsked('watch');
    await world.cluster.remove(FHIR_RESOURCE, target);
    expect(await waiting).toMatchObject({
      code: 'not-found',
      message:
        'cardio in aks-weu/cardiology was deleted by somebody else while waiting for it.',
    });
  });

  it('when the cluster refuses the watch for good', async () => {
    world.cluster.fail(
      { verb: 'watch' },
      new KubernetesApiError('watch fhirs: forbidden (403 Forbidden)', {
        code: 403,
      }),
    );
    const failure = await failureOf(waitForFhir(target, world.dependencies));
    expect(failure).toMatchObject({
      code: 'refused',
      next: expect.stringContaining('the right to get, list, watch'),
    });
  });
});

describe('waitForFhir goes on', () => {
  it.each([
    [
      'after 410 Gone, by reading anew',
      'watch',
      new KubernetesApiError('too old resource version (410 Expired)', {
        code: 410,
      }),
    ],
    [
      'after a lost connection of the watch',
      'watch',
      new ClusterUnreachableError('read ECONNRESET'),
    ],
    [
      'after a lost connection of the list',
      'list',
      new ClusterUnreachableError('connect ECONNREFUSED'),
    ],
    [
      'after 500 of the list',
      'list',
      new KubernetesApiError('etcd is slow (500 InternalError)', { code: 500 }),
    ],
  ] as const)('%s', async (_case, verb, error) => {
    world.cluster.fail({ verb }, error, 2);
    const waiting = waitForFhir(target, world.dependencies);
    await hasAsked('list', 3);
    await say();
    expect((await waiting).health.word).toBe('Ready');
  });

  it('after the API server ended the watch', async () => {
    const waiting = waitForFhir(target, world.dependencies);
    await hasAsked('watch');
    world.cluster.endWatches();
    await hasAsked('watch', 2);
    await say();
    expect((await waiting).health.word).toBe('Ready');
  });
});
