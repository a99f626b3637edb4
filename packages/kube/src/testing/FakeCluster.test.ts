import type { KubernetesObject } from '../ClusterClient';
import { resourceTypes } from '../resourceTypes';
import { FakeCluster } from './FakeCluster';

const { ConfigMap, Deployment, Pod } = resourceTypes;
const ref = { namespace: 'fhir', name: 'cardio' };
const configMap = (data: Record<string, string>): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { ...ref },
  data,
});
const mine = { fieldManager: 'mine' };

describe('FakeCluster', () => {
  it('gives an applied object a uid, a resourceVersion and generation 1', async () => {
    const cluster = new FakeCluster();
    const stored = await cluster.apply(ConfigMap, configMap({ a: '1' }), mine);
    expect(stored.metadata).toMatchObject({
      uid: expect.any(String),
      resourceVersion: '1',
      generation: 1,
    });
  });

  it('keeps the resourceVersion when an apply changes nothing', async () => {
    const cluster = new FakeCluster();
    const first = await cluster.apply(ConfigMap, configMap({ a: '1' }), mine);
    const again = await cluster.apply(ConfigMap, configMap({ a: '1' }), mine);
    expect(again).toEqual(first);
  });

  it('stores fields named like members of every object', async () => {
    const cluster = new FakeCluster();
    const data = JSON.parse('{"__proto__":"a","toString":"b"}');
    const stored = await cluster.apply(ConfigMap, configMap(data), mine);
    expect(Object.entries(Object(stored.data))).toEqual([
      ['__proto__', 'a'],
      ['toString', 'b'],
    ]);
  });

  it('removes fields that the manager no longer applies and keeps those of others', async () => {
    const cluster = new FakeCluster();
    await cluster.apply(ConfigMap, configMap({ a: '1', b: '2' }), mine);
    await cluster.apply(ConfigMap, configMap({ c: '3' }), {
      fieldManager: 'other',
    });
    const stored = await cluster.apply(ConfigMap, configMap({ b: '2' }), mine);
    expect(stored.data).toEqual({ b: '2', c: '3' });
  });

  it('refuses a conflict with the name of the other manager, unless forced', async () => {
    const cluster = new FakeCluster();
    await cluster.apply(ConfigMap, configMap({ a: '1' }), mine);
    const other = { fieldManager: 'other' };
    await expect(
      cluster.apply(ConfigMap, configMap({ a: '2' }), other),
    ).rejects.toMatchObject({
      code: 409,
      message: expect.stringContaining('"mine"'),
    });
    const forced = await cluster.apply(ConfigMap, configMap({ a: '2' }), {
      ...other,
      force: true,
    });
    expect(forced.data).toEqual({ a: '2' });
  });

  it('changes only the status through the status subresource, without a new generation', async () => {
    const cluster = new FakeCluster();
    await cluster.apply(ConfigMap, configMap({ a: '1' }), mine);
    const stored = await cluster.patch(
      ConfigMap,
      ref,
      { data: { a: '9' }, status: { ready: true } },
      { subresource: 'status' },
    );
    expect(stored).toMatchObject({
      data: { a: '1' },
      status: { ready: true },
      metadata: { generation: 1 },
    });
  });

  it('deletes dependents with their owner', async () => {
    const cluster = new FakeCluster();
    const [owner] = cluster.seed(configMap({}));
    cluster.seed({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        namespace: 'fhir',
        name: 'p',
        ownerReferences: [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            name: 'cardio',
            uid: owner.metadata.uid ?? '',
          },
        ],
      },
    });
    await expect(cluster.remove(ConfigMap, ref)).resolves.toBe(true);
    expect(cluster.objects()).toEqual([]);
    await expect(cluster.remove(ConfigMap, ref)).resolves.toBe(false);
  });

  it('keeps an object with a finalizer, marked, until the finalizer goes', async () => {
    const cluster = new FakeCluster();
    const object = configMap({});
    object.metadata.finalizers = ['x/y'];
    cluster.seed(object);
    await cluster.remove(ConfigMap, ref);
    expect((await cluster.get(ConfigMap, ref))?.metadata).toHaveProperty(
      'deletionTimestamp',
    );
    await cluster.patch(ConfigMap, ref, { metadata: { finalizers: null } });
    expect(await cluster.get(ConfigMap, ref)).toBeUndefined();
  });

  it('deletes in the foreground: children first, then the owner', async () => {
    const cluster = new FakeCluster();
    const [owner] = cluster.seed(configMap({}));
    const child = configMap({});
    child.metadata = {
      namespace: 'fhir',
      name: 'child',
      finalizers: ['x/y'],
      ownerReferences: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          name: 'cardio',
          uid: owner.metadata.uid ?? '',
        },
      ],
    };
    cluster.seed(child);
    await cluster.remove(ConfigMap, ref, { propagationPolicy: 'Foreground' });
    expect(cluster.objects()).toHaveLength(2);
    await cluster.patch(
      ConfigMap,
      { namespace: 'fhir', name: 'child' },
      { metadata: { finalizers: null } },
    );
    expect(cluster.objects()).toEqual([]);
  });

  it('replays events after a resourceVersion and then sends live ones', async () => {
    const cluster = new FakeCluster();
    cluster.seed(configMap({ a: '1' }));
    const seen: string[] = [];
    const watching = (async () => {
      const options = { resourceVersion: '0', labelSelector: '!hidden' };
      for await (const event of cluster.watch(ConfigMap, options)) {
        if (event.type === 'ERROR') break;
        seen.push(`${event.type} ${event.object.metadata.resourceVersion}`);
      }
    })();
    await cluster.patch(ConfigMap, ref, { data: { a: '2' } });
    await cluster.remove(ConfigMap, ref);
    while (seen.length < 3) await new Promise(setImmediate);
    cluster.endWatches();
    await watching;
    expect(seen).toEqual(['ADDED 1', 'MODIFIED 2', 'DELETED 3']);
  });

  it('fails the calls that a test chose, and records every call', async () => {
    const cluster = new FakeCluster();
    cluster.fail({ verb: 'get', kind: 'Pod' }, new Error('boom'));
    await expect(cluster.get(Pod, ref)).rejects.toThrow('boom');
    await expect(cluster.get(Pod, ref)).resolves.toBeUndefined();
    expect(cluster.calls.map(({ verb }) => verb)).toEqual(['get', 'get']);
    expect(cluster.writes).toEqual([]);
  });

  it('answers 404 for an API that the cluster does not serve', async () => {
    const cluster = new FakeCluster().withoutApi('apps/v1');
    await expect(cluster.list(Deployment)).rejects.toMatchObject({ code: 404 });
    expect((await cluster.served('apps', 'v1')).has('deployments')).toBe(false);
    expect((await cluster.served('batch', 'v1')).has('jobs')).toBe(true);
  });
});
