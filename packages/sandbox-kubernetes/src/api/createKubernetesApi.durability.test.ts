import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { KubeObject, KubernetesApi } from './contract';
import { createKubernetesApi } from './createKubernetesApi';

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.example.org' },
  spec: {
    group: 'example.org',
    scope: 'Namespaced',
    names: { kind: 'Thing', plural: 'things' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: { size: { type: 'string', default: 'Small' } },
              },
            },
          },
        },
      },
    ],
  },
};
const thing = {
  apiVersion: 'example.org/v1',
  kind: 'Thing',
  metadata: { name: 'x', namespace: 'default' },
  spec: {},
};

function nextTurn(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}

describe('a sandbox that is stopped and started again', () => {
  let dataDirectory: string;
  let running: KubernetesApi[];

  beforeEach(() => {
    dataDirectory = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-data-'));
    running = [];
  });

  afterEach(async () => {
    await Promise.all(running.map(api => api.close()));
    fs.rmSync(dataDirectory, { recursive: true, force: true });
  });

  function start(): KubernetesApi {
    const api = createKubernetesApi({ token: 'unused', dataDirectory });
    running.push(api);
    return api;
  }

  async function restart(): Promise<KubernetesApi> {
    await running.pop()?.close();
    return start();
  }

  it('has its objects as they were, and goes on counting', async () => {
    const { store } = start();
    store.create(definition);
    const made = store.create<KubeObject>(thing);
    await nextTurn();
    const { resourceVersion } = store;
    const again = (await restart()).store;
    expect(again.get('Thing', 'default', 'x')).toEqual(made);
    expect(again.resourceVersion).toBe(resourceVersion);
    const changed = again.patch<KubeObject>('Thing', 'default', 'x', {
      spec: { size: 'Large' },
    });
    expect(changed.metadata).toMatchObject({
      generation: 2,
      resourceVersion: String(Number(resourceVersion) + 1),
    });
  });

  it('serves what was defined, with its rules', async () => {
    start().store.create(definition);
    const { store } = await restart();
    expect(store.create<KubeObject>(thing).spec).toEqual({ size: 'Small' });
  });

  it('makes its namespaces once', async () => {
    const namespaces = (api: KubernetesApi) =>
      api.store
        .list<KubeObject>('Namespace')
        .map(({ metadata }) => [metadata.name, metadata.uid]);
    const first = namespaces(start());
    expect(namespaces(await restart())).toEqual(first);
  });

  it('collects what lost its owner while it was stopped', async () => {
    const { store } = start();
    store.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'orphaned',
        namespace: 'default',
        ownerReferences: [
          { apiVersion: 'v1', kind: 'ConfigMap', name: 'gone', uid: 'gone' },
        ],
      },
    });
    const again = await restart();
    await nextTurn();
    await nextTurn();
    expect(again.store.get('ConfigMap', 'default', 'orphaned')).toBe(undefined);
  });

  it('goes on deleting a namespace', async () => {
    const { store } = start();
    store.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'going' },
    });
    store.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'held',
        namespace: 'going',
        finalizers: ['example.org/wait'],
      },
    });
    store.remove('Namespace', '', 'going');
    await nextTurn();
    const again = (await restart()).store;
    expect(again.get('Namespace', '', 'going')).toMatchObject({
      status: { phase: 'Terminating' },
    });
    const gone = new Promise<void>(resolve => {
      again.watch<KubeObject>('Namespace', ({ type, object }) => {
        if (type === 'DELETED' && object.metadata.name === 'going') resolve();
      });
    });
    again.patch('ConfigMap', 'going', 'held', { metadata: { finalizers: [] } });
    await gone;
  });
});
