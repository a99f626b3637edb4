import type {
  KubeObject,
  KubernetesApi,
  ObjectStore,
  StoreEvent,
} from './contract';
import { createKubernetesApi } from './createKubernetesApi';

function settings(name: string, more: object = {}) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default' },
    data: { a: '1' },
    ...more,
  };
}

const web = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'example.test/web' }] },
    },
  },
};

function nextTurn(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}

describe('the objects, inside the sandbox', () => {
  let api: KubernetesApi;
  let store: ObjectStore;
  let errors: unknown[];

  beforeEach(() => {
    errors = [];
    api = createKubernetesApi({
      token: 'unused',
      onError: error => errors.push(error),
    });
    store = api.store;
  });

  it.each([
    ['a kind', 'Deployment'],
    ['a plural', 'deployments'],
    ['a plural with its group', 'deployments.apps'],
    ['a kind with its group', 'Deployment.apps'],
    ['group and resource', { group: 'apps', resource: 'deployments' }],
  ])('are found by %s', (_what, key) => {
    store.create(web);
    expect(store.get<KubeObject>(key, 'default', 'web')?.kind).toBe(
      'Deployment',
    );
  });

  it('say which definition is missing', () => {
    expect(() => store.list('Thing')).toThrow('no resource type "Thing"');
    expect(() =>
      store.create({ apiVersion: 'x/v1', kind: 'Thing', metadata: {} }),
    ).toThrow('no resource type for apiVersion "x/v1", kind "Thing"');
  });

  it('are frozen: who changes one must clone it', () => {
    const made = store.create<KubeObject>(settings('a'));
    expect(() => {
      made.metadata.name = 'b';
    }).toThrow(TypeError);
  });

  it('are listed by namespace, labels and fields', () => {
    const labels = { app: 'web' };
    store.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'n' },
    });
    store.create(settings('a'));
    store.create(
      settings('b', { metadata: { name: 'b', namespace: 'n', labels } }),
    );
    const names = (options: object) =>
      store
        .list<KubeObject>('ConfigMap', options)
        .map(one => one.metadata.name)
        .filter(name => name.length === 1);
    expect(names({})).toEqual(['a', 'b']);
    expect(names({ namespace: 'n' })).toEqual(['b']);
    expect(names({ labelSelector: 'app=web' })).toEqual(['b']);
    expect(names({ fieldSelector: 'metadata.name=a' })).toEqual(['a']);
  });

  it('are checked, defaulted and counted as over HTTP', () => {
    const made = store.create<KubeObject>(web);
    expect(made).toMatchObject({
      metadata: { generation: 1 },
      spec: { replicas: 1, strategy: { type: 'RollingUpdate' } },
    });
    const status = store.updateStatus<KubeObject>({
      ...made,
      spec: { ...Object(made.spec), replicas: 7 },
      status: { replicas: 2 },
    });
    expect(status).toMatchObject({
      metadata: { generation: 1 },
      spec: { replicas: 1 },
      status: { replicas: 2 },
    });
    const scaled = store.patch<KubeObject>('Deployment', 'default', 'web', {
      spec: { replicas: 3 },
      status: null,
    });
    expect(scaled).toMatchObject({
      metadata: { generation: 2 },
      status: { replicas: 2 },
    });
    expect(() =>
      store.patch('Deployment', 'default', 'web', { spec: { replicas: -1 } }),
    ).toThrow(expect.objectContaining({ code: 422 }));
  });

  it('are not overwritten by who has read an older one', () => {
    const old = store.create<KubeObject>(settings('a'));
    store.patch('ConfigMap', 'default', 'a', { data: { a: '2' } });
    expect(() => store.update({ ...old, data: {} })).toThrow(
      expect.objectContaining({ code: 409 }),
    );
    const { resourceVersion: _version, ...metadata } = old.metadata;
    const data = { b: '3' };
    const written = store.update<KubeObject>({ ...old, metadata, data });
    expect(written.data).toEqual(data);
  });

  it('stay as they are in a dry run', () => {
    const { resourceVersion } = store;
    expect(store.create(settings('a'), { dryRun: true })).toMatchObject({
      data: { a: '1' },
    });
    expect(store.get('ConfigMap', 'default', 'a')).toBe(undefined);
    expect(store.resourceVersion).toBe(resourceVersion);
  });

  it('say who wrote them', () => {
    store.create(settings('a'));
    const applied = store.apply<KubeObject>(
      settings('a', { data: { b: '2' } }),
      { fieldManager: 'me' },
    );
    expect(applied.metadata.managedFields).toMatchObject([
      { manager: 'me', operation: 'Apply' },
      { manager: 'sandbox', operation: 'Update' },
    ]);
  });

  it('are deleted only as what the caller takes them for', () => {
    const made = store.create<KubeObject>(settings('a'));
    const remove = (uid: string) =>
      store.remove('ConfigMap', 'default', 'a', { preconditions: { uid } });
    expect(() => remove('another')).toThrow(
      expect.objectContaining({ code: 409 }),
    );
    remove(made.metadata.uid);
    expect(() => remove(made.metadata.uid)).toThrow(
      expect.objectContaining({ code: 404 }),
    );
  });

  describe('when they are watched', () => {
    let events: string[];
    const handler = ({ type, object }: StoreEvent) => {
      if (object.metadata.name.length < 3)
        events.push(`${type} ${object.metadata.name}`);
    };

    beforeEach(() => {
      events = [];
    });

    it('come first as they are, then with every change, never inside a write', async () => {
      store.create(settings('a'));
      store.watch('ConfigMap', handler);
      store.create(settings('b'));
      store.patch('ConfigMap', 'default', 'b', { data: { b: '2' } });
      store.remove('ConfigMap', 'default', 'a');
      expect(events).toEqual([]);
      await nextTurn();
      expect(events).toEqual(['ADDED a', 'ADDED b', 'MODIFIED b', 'DELETED a']);
    });

    it('come no more once the watch has ended', async () => {
      const stop = store.watch('ConfigMap', handler);
      store.create(settings('a'));
      stop();
      await nextTurn();
      expect(events).toEqual([]);
    });

    it('come of every kind, also of kinds that are defined later', async () => {
      store.watch('*', handler);
      store.create(settings('a'));
      store.create({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'n' },
      });
      await nextTurn();
      expect(events).toContain('ADDED a');
      expect(events).toContain('ADDED n');
    });

    it('come to the others when one handler fails', async () => {
      const failure = new Error('no');
      store.watch('ConfigMap', () => {
        throw failure;
      });
      store.watch('ConfigMap', handler);
      store.create(settings('a'));
      await nextTurn();
      expect(events).toEqual(['ADDED a']);
      expect(errors).toContain(failure);
    });

    it('can be written by their handler', async () => {
      store.watch<KubeObject>('ConfigMap', ({ type, object }) => {
        if (type === 'ADDED' && object.metadata.name === 'a')
          store.create(settings('b'));
      });
      store.watch('ConfigMap', handler);
      store.create(settings('a'));
      await nextTurn();
      await nextTurn();
      expect(events).toEqual(['ADDED a', 'ADDED b']);
    });
  });
});
