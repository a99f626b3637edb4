import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectCluster, type ClusterConnection } from '../http/connectCluster';
import { KubernetesApiError } from '../errors';
import { reflect } from './reflect';
import type { Reflector } from './Reflector';
import { resourceTypes } from '../resourceTypes';
import {
  FakeCluster,
  replyJson,
  ScriptedServer,
  type Script,
  type ScriptedRequest,
} from '../testing';

const { Pod } = resourceTypes;
const TIMING = { backoffMinMs: 1, backoffMaxMs: 4, idleMs: 60_000 };

const pod = (name: string, resourceVersion: string, uid = `uid-${name}`) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    namespace: 'fhir',
    name,
    uid,
    resourceVersion,
    managedFields: [{}],
  },
});
const line = (type: string, object: unknown) =>
  `${JSON.stringify({ type, object })}\n`;
const bookmark = (resourceVersion: string, annotations = {}) =>
  line('BOOKMARK', { metadata: { resourceVersion, annotations } });
const initialEnd = (version: string) =>
  bookmark(version, { 'k8s.io/initial-events-end': 'true' });

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(resolve => setTimeout(resolve, 2));
}

describe('against a server that follows a script', () => {
  let directory: string;
  let server: ScriptedServer;
  let cluster: ClusterConnection;
  let reflector: Reflector<ReturnType<typeof pod>>;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'reflect-'));
  });
  afterEach(async () => {
    await reflector?.stop();
    await cluster?.close();
    await server?.stop();
    await rm(directory, { recursive: true });
  });

  async function start(script: Script, timing = {}) {
    server = new ScriptedServer(script);
    await server.start();
    const kubeconfigPath = join(directory, 'kubeconfig');
    await writeFile(kubeconfigPath, server.kubeconfig());
    cluster = connectCluster({ kubeconfigPath, retries: 0 });
    reflector = reflect({
      cluster,
      type: Pod,
      timing: { ...TIMING, ...timing },
    });
    return reflector;
  }

  const isList = ({ query }: ScriptedRequest) => !query.has('watch');
  const isWatchList = ({ query }: ScriptedRequest) =>
    query.has('sendInitialEvents');
  const since = ({ query }: ScriptedRequest) => query.get('resourceVersion');
  const namesOf = () => reflector.list().map(({ metadata }) => metadata.name);
  const failure =
    (code: number, headers = {}, reason = 'Any') =>
    (response: ServerResponse) =>
      replyJson(response, { kind: 'Status', code, reason }, code, headers);
  const list = (
    response: ServerResponse,
    version: string,
    ...items: unknown[]
  ) => replyJson(response, { metadata: { resourceVersion: version }, items });

  it('takes the first state from a watch-list and follows the same stream', async () => {
    await start((request, response) => {
      expect(isWatchList(request)).toBe(true);
      expect(request.query.get('resourceVersionMatch')).toBe('NotOlderThan');
      expect(request.query.get('allowWatchBookmarks')).toBe('true');
      response.write(line('ADDED', pod('a', '5')) + initialEnd('6'));
      response.write(line('ADDED', pod('b', '7')));
    });
    expect(await reflector.synced).toBe(true);
    await until(() => namesOf().length === 2);
    expect(reflector.state.state).toBe('connected');
    expect(server.requests).toHaveLength(1);
  });

  it.each([400, 422, 500])(
    'lists in pages when a watch-list is answered with %d',
    async code => {
      await start((request, response) => {
        if (isWatchList(request)) failure(code)(response);
        else if (isList(request)) list(response, '6', pod('a', '5'));
      });
      expect(await reflector.synced).toBe(true);
      expect(namesOf()).toEqual(['a']);
      await until(() =>
        server.requests.some(request => since(request) === '6'),
      );
    },
  );

  it('drops managedFields and freezes what it keeps', async () => {
    await start((_request, response) => {
      response.write(line('ADDED', pod('a', '5')) + initialEnd('6'));
    });
    await reflector.synced;
    const kept = reflector.get({ namespace: 'fhir', name: 'a' });
    expect(kept?.metadata).not.toHaveProperty('managedFields');
    expect(Object.isFrozen(kept?.metadata)).toBe(true);
  });

  const interruptions: Array<
    [string, (response: ServerResponse) => void, object]
  > = [
    ['a reset of the connection', response => response.destroy(), {}],
    ['a clean end of the watch', response => response.end(bookmark('6')), {}],
    ['a line that is not JSON', response => response.end('{"type":\n'), {}],
    ['500', failure(500), {}],
    ['503', failure(503), {}],
    ['429 with Retry-After', failure(429, { 'retry-after': '0' }), {}],
    [
      'an ERROR event that is not 410',
      response => response.end(line('ERROR', { code: 500, message: 'boom' })),
      {},
    ],
    ['silence for too long', () => {}, { idleMs: 20 }],
  ];
  it('takes a watch in which nothing happens for no failure', async () => {
    const states: string[] = [];
    await start(
      (request, response) => {
        if (isWatchList(request)) {
          response.end(line('ADDED', pod('a', '5')) + initialEnd('6'));
        } else response.flushHeaders();
      },
      { idleMs: 10 },
    );
    reflector.onState(({ state }) => states.push(state));
    await until(() => server.requests.filter(since).length > 3);
    expect(reflector.state.state).toBe('connected');
    expect(states.filter(state => state !== 'connected')).toEqual([]);
    expect(reflector.stats.failures).toBe(0);
  });

  it.each(interruptions)(
    'resumes from the last resourceVersion after %s',
    async (_what, interrupt, timing) => {
      let interrupted = false;
      await start((request, response) => {
        if (isWatchList(request)) {
          response.end(line('ADDED', pod('a', '5')) + initialEnd('6'));
        } else if (!interrupted) {
          interrupted = true;
          interrupt(response);
        } else if (since(request) === '6') {
          response.write(line('ADDED', pod('b', '7')));
        }
      }, timing);
      await until(() => namesOf().includes('b'));
      expect(server.requests.filter(isList)).toEqual([]);
      expect(namesOf()).toEqual(['a', 'b']);
      await until(() => reflector.state.state === 'connected');
    },
  );

  it.each<[string, (response: ServerResponse) => void]>([
    ['410 as an answer', failure(410, {}, 'Expired')],
    [
      '410 as an ERROR event',
      response => response.end(line('ERROR', { code: 410, reason: 'Expired' })),
    ],
  ])(
    'takes everything anew after %s and tells what was deleted meanwhile',
    async (_what, interrupt) => {
      const changes: string[] = [];
      let lists = 0;
      await start((request, response) => {
        if (isWatchList(request)) {
          lists += 1;
          const objects =
            lists === 1 ? [pod('a', '5'), pod('b', '5')] : [pod('b', '9')];
          response.write(objects.map(object => line('ADDED', object)).join(''));
          response.write(initialEnd(lists === 1 ? '6' : '10'));
          if (lists === 1) response.end();
        } else interrupt(response);
      });
      reflector.onChange(({ type, object }) =>
        changes.push(`${type} ${object.metadata.name}`),
      );
      await until(() => changes.length === 4);
      expect(changes).toEqual([
        'added a',
        'added b',
        'modified b',
        'deleted a',
      ]);
      expect(reflector.stats.lists).toBe(2);
    },
  );

  it('tells apart forbidden, missing CRD and unreachable, and recovers from each', async () => {
    const states: string[] = [];
    let answer: (response: ServerResponse) => void = failure(403);
    await start((request, response) => {
      if (isList(request) || isWatchList(request)) answer(response);
    });
    reflector.onState(({ state }) => states.push(state));
    await until(() => states.includes('forbidden'));
    answer = failure(404);
    await until(() => states.includes('crd-missing'));
    answer = response => response.destroy();
    await until(() => states.includes('unreachable'));
    expect(reflector.state.message).toMatch(/cannot (list|watch) pods/);
    expect(reflector.state.asOf).toBeUndefined();
    answer = response =>
      response.writableEnded || list(response, '1', pod('a', '1'));
    await reflector.synced;
    expect(reflector.state).toMatchObject({
      state: 'connected',
      asOf: expect.any(String),
    });
  });

  it('keeps what it knew, and since when, while the cluster is away', async () => {
    let away = false;
    await start((request, response) => {
      if (away) response.destroy();
      else if (isWatchList(request)) {
        response.write(line('ADDED', pod('a', '5')) + initialEnd('6'));
      }
    });
    await reflector.synced;
    away = true;
    server.cut();
    await until(() => reflector.state.state === 'unreachable');
    expect(namesOf()).toEqual(['a']);
    expect(reflector.state.asOf).toEqual(expect.any(String));
  });

  it('does not spin when the server ends every watch at once', async () => {
    await start(
      (request, response) => {
        if (isWatchList(request)) response.end(initialEnd('6'));
        else response.end();
      },
      { backoffMinMs: 40, backoffMaxMs: 80 },
    );
    await until(() => server.requests.length >= 3);
    expect(reflector.stats.failures).toBeGreaterThan(0);
  });
});

describe('against a cluster in memory', () => {
  let reflector: Reflector<ReturnType<typeof pod>>;
  const ref = { namespace: 'fhir', name: 'a' };
  afterEach(() => reflector.stop());

  it('marks what the first list brought, and gives old and new', async () => {
    const cluster = new FakeCluster();
    cluster.seed(pod('a', ''));
    reflector = reflect({ cluster, type: Pod, timing: TIMING });
    const seen: unknown[] = [];
    reflector.onChange(({ type, initial, old }) =>
      seen.push([type, initial, old !== undefined]),
    );
    await reflector.synced;
    await cluster.patch(Pod, ref, { metadata: { labels: { x: 'y' } } });
    await cluster.remove(Pod, ref);
    await until(() => seen.length === 3);
    expect(seen).toEqual([
      ['added', true, false],
      ['modified', false, true],
      ['deleted', false, true],
    ]);
  });

  it('isolates a handler that throws from the others', async () => {
    const cluster = new FakeCluster();
    const errors: unknown[] = [];
    reflector = reflect({
      cluster,
      type: Pod,
      timing: TIMING,
      onError: e => errors.push(e),
    });
    const seen: string[] = [];
    reflector.onChange(() => {
      throw new Error('mine');
    });
    reflector.onChange(({ type }) => seen.push(type));
    await reflector.synced;
    cluster.seed(pod('a', ''));
    await until(() => seen.length === 1);
    expect(errors).toHaveLength(1);
    expect(reflector.state.state).toBe('connected');
  });

  it('finds objects by index, also after they moved to another value', async () => {
    const cluster = new FakeCluster();
    cluster.seed(pod('a', ''));
    reflector = reflect({
      cluster,
      type: Pod,
      timing: TIMING,
      indexes: {
        color: object => Object.values(Object(object.metadata).labels ?? {}),
      },
    });
    await reflector.synced;
    await cluster.patch(Pod, ref, { metadata: { labels: { color: 'red' } } });
    await until(() => reflector.byIndex('color', 'red').length === 1);
    await cluster.patch(Pod, ref, { metadata: { labels: { color: 'blue' } } });
    await until(() => reflector.byIndex('color', 'blue').length === 1);
    expect(reflector.byIndex('color', 'red')).toEqual([]);
    expect(() => reflector.byIndex('size', '1')).toThrow(/no index 'size'/);
  });

  it('shows a write of our own at once and calls no handler for it, not even when its event comes', async () => {
    const cluster = new FakeCluster();
    reflector = reflect({ cluster, type: Pod, timing: TIMING });
    await reflector.synced;
    const seen: string[] = [];
    reflector.onChange(({ object }) => seen.push(object.metadata.name));
    const written = await cluster.apply(Pod, pod('a', ''), {
      fieldManager: 'x',
    });
    reflector.observe(written);
    expect(reflector.get(ref)?.metadata.resourceVersion).toBe(
      written.metadata.resourceVersion,
    );
    cluster.seed(pod('z', ''));
    await until(() => seen.length > 0);
    expect(seen).toEqual(['z']);
  });

  it('does not bring back an object whose deletion the watch has told', async () => {
    const cluster = new FakeCluster();
    reflector = reflect({ cluster, type: Pod, timing: TIMING });
    await reflector.synced;
    const written = await cluster.apply(Pod, pod('a', ''), {
      fieldManager: 'x',
    });
    await until(() => reflector.list().length === 1);
    await cluster.remove(Pod, ref);
    await until(() => reflector.list().length === 0);
    reflector.observe(written);
    expect(reflector.list()).toEqual([]);
  });

  it('tells a deletion and an addition when an object was made anew behind its back', async () => {
    const cluster = new FakeCluster();
    cluster.seed(pod('a', '', 'first'));
    reflector = reflect({ cluster, type: Pod, timing: TIMING });
    await reflector.synced;
    const seen: string[] = [];
    reflector.onChange(({ type, object }) =>
      seen.push(`${type} ${object.metadata.uid}`),
    );
    cluster.fail(
      { verb: 'watch' },
      new KubernetesApiError('gone', { code: 410 }),
    );
    cluster.endWatches();
    await cluster.remove(Pod, ref);
    cluster.seed(pod('a', '', 'second'));
    await until(() => seen.length === 2);
    expect(seen).toEqual(['deleted first', 'added second']);
  });

  it('says false when it is stopped before it was in step', async () => {
    const cluster = new FakeCluster().withoutApi('v1');
    reflector = reflect({ cluster, type: Pod, timing: TIMING });
    await until(() => reflector.state.state === 'crd-missing');
    await reflector.stop();
    expect(await reflector.synced).toBe(false);
  });
});
