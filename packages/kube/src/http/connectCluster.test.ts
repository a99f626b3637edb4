import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubernetesObject } from '../ClusterClient';
import { connectCluster, type ClusterConnection } from './connectCluster';
import { resourceTypes } from '../resourceTypes';
import { replyJson, ScriptedServer, type Script } from '../testing';
import { testCertificate } from '../testing/testCertificate';

const { ConfigMap, Pod, Secret } = resourceTypes;
const ref = { namespace: 'fhir', name: 'cardio' };
const configMap: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: ref,
  data: { a: '1' },
};

let directory: string;
let server: ScriptedServer;
let cluster: ClusterConnection;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kube-'));
});
afterEach(async () => {
  await cluster?.close();
  await server?.stop();
  await rm(directory, { recursive: true });
});

async function connect(script: Script, tls?: { key: string; cert: string }) {
  server = new ScriptedServer(script, tls);
  await server.start();
  const kubeconfigPath = join(directory, 'kubeconfig');
  await writeFile(kubeconfigPath, server.kubeconfig());
  cluster = connectCluster({ kubeconfigPath, timeoutMs: 2_000 });
  return cluster;
}

const refuse =
  (code: number, status: object = {}, headers = {}): Script =>
  (_request, response) =>
    replyJson(response, { kind: 'Status', code, ...status }, code, headers);

/** Plays the scripts one after the other, the last one for ever. */
const sequence =
  (...scripts: Script[]): Script =>
  (request, response) =>
    scripts[Math.min(request.index, scripts.length - 1)](request, response);

const ok: Script = (_request, response) => replyJson(response, configMap);

describe('connections', () => {
  it('needs at most 16 TLS handshakes for 1,000 calls', async () => {
    await connect(ok, await testCertificate());
    const fifty = () =>
      Promise.all(
        Array.from({ length: 50 }, () => cluster.get(ConfigMap, ref)),
      );
    for (let round = 0; round < 20; round++) await fifty();
    expect(server.requests).toHaveLength(1000);
    expect(server.handshakes).toBeLessThanOrEqual(16);
  });

  it('sends the token, the user agent and the field manager', async () => {
    await connect(ok);
    await cluster.apply(ConfigMap, configMap, {
      fieldManager: 'fhir',
      force: true,
    });
    const [request] = server.requests;
    expect(request).toMatchObject({
      method: 'PATCH',
      path: '/api/v1/namespaces/fhir/configmaps/cardio',
      headers: {
        authorization: 'Bearer scripted',
        'user-agent': 'fhir-on-aks',
        'content-type': 'application/apply-patch+yaml',
      },
    });
    expect(request.query.get('fieldManager')).toBe('fhir');
    expect(request.query.get('force')).toBe('true');
  });

  it('keeps fields that no type knows', async () => {
    await connect((_request, response) =>
      replyJson(response, { ...configMap, brandNew: { a: [1] } }),
    );
    expect(await cluster.get(ConfigMap, ref)).toHaveProperty('brandNew', {
      a: [1],
    });
  });

  it('says that the API server cannot be reached, and where', async () => {
    await connect(ok);
    await server.stop();
    const url = cluster.server;
    await expect(cluster.get(ConfigMap, ref)).rejects.toMatchObject({
      name: 'ClusterUnreachableError',
      message: expect.stringContaining(
        `cannot get ConfigMap fhir/cardio: no answer from ${url}`,
      ),
    });
    await server.start();
  });

  it('gives up on a server that does not answer within the deadline', async () => {
    server = new ScriptedServer(() => {});
    await server.start();
    const kubeconfigPath = join(directory, 'kubeconfig');
    await writeFile(kubeconfigPath, server.kubeconfig());
    cluster = connectCluster({ kubeconfigPath, timeoutMs: 50, retries: 0 });
    await expect(cluster.get(ConfigMap, ref)).rejects.toThrow(/no answer/);
  });
});

describe('kubeconfig', () => {
  it.each([
    [
      'a file that is not there is named',
      { kubeconfigPath: '/nowhere/config' },
      /cannot read the kubeconfig \/nowhere\/config/,
    ],
    [
      'outside of a cluster it says so',
      { inCluster: true },
      /not inside a cluster: KUBERNETES_SERVICE_HOST is not set/,
    ],
  ])('%s', (_sentence, options, message) => {
    expect(() => connectCluster(options)).toThrow(message);
  });

  it('names the contexts that there are when the context is unknown', async () => {
    await connect(ok);
    const kubeconfigPath = join(directory, 'kubeconfig');
    expect(() => connectCluster({ kubeconfigPath, context: 'prod' })).toThrow(
      /no context 'prod': use one of scripted/,
    );
  });

  it('never shows what an exec plugin printed', async () => {
    await connect(ok);
    const kubeconfigPath = join(directory, 'exec');
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: 'sh',
      args: ['-c', 'echo s3cret >&2; exit 1'],
    };
    await writeFile(kubeconfigPath, server.kubeconfig({ exec }));
    const other = connectCluster({ kubeconfigPath });
    const error: unknown = await other.get(ConfigMap, ref).catch(e => e);
    await other.close();
    expect(String(error)).toMatch(/cannot get credentials for user 'u'/);
    expect(
      JSON.stringify(error, Object.getOwnPropertyNames(error)),
    ).not.toContain('s3cret');
  });
});

describe('refusals', () => {
  it('carry the Status, its reason and one sentence', async () => {
    await connect(
      refuse(422, {
        reason: 'Invalid',
        message: 'data: Invalid value',
        details: { causes: [{ field: 'data' }] },
      }),
    );
    await expect(
      cluster.apply(ConfigMap, configMap, { fieldManager: 'fhir' }),
    ).rejects.toMatchObject({
      code: 422,
      reason: 'Invalid',
      message:
        'cannot apply ConfigMap fhir/cardio: data: Invalid value (422 Invalid)',
      status: { details: { causes: [{ field: 'data' }] } },
    });
  });

  it('about a Secret do not quote it', async () => {
    await connect(
      refuse(422, { reason: 'Invalid', message: 'Invalid value: "hunter2"' }),
    );
    const secret = { ...configMap, kind: 'Secret' };
    const error: unknown = await cluster
      .apply(Secret, secret, { fieldManager: 'fhir' })
      .catch(e => e);
    expect(JSON.stringify([error, String(error)])).not.toContain('hunter2');
  });

  it('a missing object is undefined, and deleting it is false', async () => {
    await connect(refuse(404, { reason: 'NotFound' }));
    expect(await cluster.get(ConfigMap, ref)).toBeUndefined();
    expect(await cluster.remove(ConfigMap, ref)).toBe(false);
  });

  it('in plain text are kept as their message', async () => {
    await connect((_request, response) => {
      response.writeHead(500);
      response.end('etcdserver: leader changed');
    });
    await expect(cluster.list(Pod)).rejects.toThrow(
      'cannot list pods: etcdserver: leader changed (500 InternalError)',
    );
  });
});

describe('retries', () => {
  it.each<[string, Script[], 'create' | 'apply', number]>([
    [
      '429 is sent again after Retry-After',
      [refuse(429, {}, { 'retry-after': '0' }), ok],
      'create',
      2,
    ],
    ['503 is sent again when that is safe', [refuse(503), ok], 'apply', 2],
    [
      '401 is tried once more with fresh credentials',
      [refuse(401), ok],
      'apply',
      2,
    ],
    [
      'a reset is sent again when that is safe',
      [(_request, response) => response.destroy() as unknown as void, ok],
      'apply',
      2,
    ],
  ])('%s', async (_sentence, scripts, verb, sent) => {
    await connect(sequence(...scripts));
    await (verb === 'create'
      ? cluster.create(ConfigMap, configMap)
      : cluster.apply(ConfigMap, configMap, { fieldManager: 'fhir' }));
    expect(server.requests).toHaveLength(sent);
  });

  it.each<[string, Script, number]>([
    [
      'a create is not sent again after a reset',
      (_request, response) => response.destroy() as unknown as void,
      1,
    ],
    ['a create is not sent again after 503', refuse(503), 1],
    ['500 is not sent again', refuse(500), 1],
    [
      '429 that asks for a minute is not waited for',
      refuse(429, {}, { 'retry-after': '60' }),
      1,
    ],
    [
      '429 without end is given up after 3 retries',
      refuse(429, {}, { 'retry-after': '0' }),
      4,
    ],
  ])('%s', async (_sentence, script, sent) => {
    await connect(script);
    await expect(cluster.create(ConfigMap, configMap)).rejects.toThrow();
    expect(server.requests).toHaveLength(sent);
  });

  it('surfaces Retry-After in milliseconds', async () => {
    await connect(refuse(429, {}, { 'retry-after': '60' }));
    await expect(cluster.list(Pod)).rejects.toMatchObject({
      retryAfterMs: 60_000,
    });
  });
});

describe('lists, watches and logs', () => {
  it('reads every page and gives each item its kind', async () => {
    await connect(({ query }, response) =>
      replyJson(response, {
        metadata: query.has('continue')
          ? { resourceVersion: '7' }
          : { resourceVersion: '7', continue: 'more' },
        items: [{ metadata: { name: query.has('continue') ? 'b' : 'a' } }],
      }),
    );
    const { items } = await cluster.list(Pod, { namespace: 'fhir' });
    expect(items).toMatchObject([
      { kind: 'Pod', apiVersion: 'v1', metadata: { name: 'a' } },
      { kind: 'Pod', metadata: { name: 'b' } },
    ]);
    expect(server.requests.map(({ query }) => query.get('limit'))).toEqual([
      '500',
      '500',
    ]);
  });

  it('asks for metadata only when told so', async () => {
    await connect((_request, response) => replyJson(response, { items: [] }));
    await cluster.list(Secret, { metadataOnly: true });
    expect(server.requests[0].headers.accept).toContain(
      'as=PartialObjectMetadataList',
    );
  });

  it('yields watch events across chunk borders and throws an ERROR event', async () => {
    await connect((_request, response) => {
      response.write('{"type":"ADDED","object":{"metadata":{"name":"Jü');
      setImmediate(() => {
        response.end(
          'rgen"}}}\n{"type":"ERROR","object":{"code":410,"reason":"Expired","message":"too old"}}\n',
        );
      });
    });
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { object } of cluster.watch(Pod)) {
        seen.push(String(Object(object).metadata.name));
      }
    })();
    await expect(reading).rejects.toMatchObject({
      code: 410,
      reason: 'Expired',
    });
    expect(seen).toEqual(['Jürgen']);
  });

  it('reads the log of a pod line by line', async () => {
    await connect((_request, response) => void response.end('one\ntwo\n'));
    const lines: string[] = [];
    for await (const line of cluster.logs(ref, { tailLines: 2 }))
      lines.push(line);
    expect(lines).toEqual(['one', 'two']);
    expect(server.requests[0].path).toBe(
      '/api/v1/namespaces/fhir/pods/cardio/log',
    );
  });

  it('tells which kinds a group serves, and nothing for a group that is not there', async () => {
    await connect(
      sequence(
        (_request, response) =>
          replyJson(response, {
            resources: [
              { name: 'deployments' },
              { name: 'deployments/status' },
            ],
          }),
        refuse(404),
      ),
    );
    expect(await cluster.served('apps', 'v1')).toEqual(
      new Set(['deployments']),
    );
    expect(await cluster.served('gone', 'v1')).toEqual(new Set());
  });
});
