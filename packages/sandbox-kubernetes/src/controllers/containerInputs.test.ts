import type { Container, Volume } from 'kubernetes-types/core/v1';
import { createKubernetesApi } from '../api';
import { containerEnv, containerFiles } from './containerInputs';
import type { StoredPod } from './stored';

const { store } = createKubernetesApi({ token: 't' });
store.create({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'map', namespace: 'default' },
  data: { A: '1', B: '2' },
});
store.create({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'secret', namespace: 'default' },
  stringData: { password: 'p$ss' },
});

function pod(container: Container, volumes: Volume[] = []): StoredPod {
  return {
    metadata: {
      name: 'p',
      namespace: 'default',
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: '',
    },
    spec: {
      containers: [container],
      volumes,
      nodeName: 'node',
      serviceAccountName: 'robot',
    },
    status: { podIP: '10.244.0.4' },
  };
}

function env(container: Partial<Container>) {
  const complete = { name: 'fhir', ...container };
  return containerEnv(store, pod(complete), complete);
}

function files(container: Partial<Container>, volumes: Volume[]) {
  const complete = { name: 'fhir', ...container };
  return containerFiles(
    store,
    pod(complete, volumes),
    complete,
    (_pod, { audience }) => `token for ${audience}`,
  );
}

describe('the environment', () => {
  it.each<[string, Partial<Container>, Record<string, string>]>([
    [
      'a whole ConfigMap',
      { envFrom: [{ configMapRef: { name: 'map' } }] },
      { A: '1', B: '2' },
    ],
    [
      'with a prefix',
      { envFrom: [{ prefix: 'X_', configMapRef: { name: 'map' } }] },
      { X_A: '1', X_B: '2' },
    ],
    [
      'a whole Secret',
      { envFrom: [{ secretRef: { name: 'secret' } }] },
      { password: 'p$ss' },
    ],
    [
      'env wins over envFrom',
      {
        envFrom: [{ configMapRef: { name: 'map' } }],
        env: [{ name: 'A', value: '9' }],
      },
      { A: '9', B: '2' },
    ],
    [
      'one key of a ConfigMap',
      {
        env: [
          {
            name: 'X',
            valueFrom: { configMapKeyRef: { name: 'map', key: 'B' } },
          },
        ],
      },
      { X: '2' },
    ],
    [
      'one key of a Secret',
      {
        env: [
          {
            name: 'X',
            valueFrom: { secretKeyRef: { name: 'secret', key: 'password' } },
          },
        ],
      },
      { X: 'p$ss' },
    ],
    [
      'a key that may be missing',
      {
        env: [
          {
            name: 'X',
            valueFrom: {
              secretKeyRef: { name: 'secret', key: 'none', optional: true },
            },
          },
        ],
      },
      {},
    ],
    [
      'a map that may be missing',
      { envFrom: [{ configMapRef: { name: 'absent', optional: true } }] },
      {},
    ],
    [
      'other variables',
      {
        env: [
          { name: 'A', value: 'x' },
          { name: 'B', value: '$(A)-$(NONE)' },
        ],
      },
      { A: 'x', B: 'x-$(NONE)' },
    ],
    [
      'facts of the pod',
      {
        env: [
          {
            name: 'IP',
            valueFrom: { fieldRef: { fieldPath: 'status.podIP' } },
          },
          {
            name: 'SA',
            valueFrom: { fieldRef: { fieldPath: 'spec.serviceAccountName' } },
          },
        ],
      },
      { IP: '10.244.0.4', SA: 'robot' },
    ],
  ])('takes %s', (_case, container, expected) => {
    expect(env(container)).toEqual(expected);
  });

  it.each<[string, Partial<Container>, string]>([
    [
      'a ConfigMap',
      { envFrom: [{ configMapRef: { name: 'absent' } }] },
      'configmap "absent" not found',
    ],
    [
      'a Secret',
      {
        env: [
          {
            name: 'X',
            valueFrom: { secretKeyRef: { name: 'absent', key: 'a' } },
          },
        ],
      },
      'secret "absent" not found',
    ],
    [
      'a key',
      {
        env: [
          {
            name: 'X',
            valueFrom: { configMapKeyRef: { name: 'map', key: 'C' } },
          },
        ],
      },
      "couldn't find key C in ConfigMap default/map",
    ],
  ])('names %s that is missing', (_case, container, message) => {
    expect(() => env(container)).toThrow(message);
  });
});

describe('the files', () => {
  const mount = (extra = {}) => ({
    volumeMounts: [{ name: 'v', mountPath: '/app', ...extra }],
  });

  it.each<[string, Partial<Container>, Volume, Record<string, string>]>([
    [
      'a whole ConfigMap',
      mount(),
      { name: 'v', configMap: { name: 'map' } },
      { '/app/A': '1', '/app/B': '2' },
    ],
    [
      'one file in its place',
      { volumeMounts: [{ name: 'v', mountPath: '/app/a.json', subPath: 'A' }] },
      { name: 'v', configMap: { name: 'map' } },
      { '/app/a.json': '1' },
    ],
    [
      'some keys under other names',
      mount(),
      {
        name: 'v',
        secret: {
          secretName: 'secret',
          items: [{ key: 'password', path: 'pw' }],
        },
      },
      { '/app/pw': 'p$ss' },
    ],
    ['nothing of an empty directory', mount(), { name: 'v', emptyDir: {} }, {}],
    [
      'a projected token',
      mount(),
      {
        name: 'v',
        projected: {
          sources: [
            { serviceAccountToken: { path: 'token', audience: 'api://x' } },
            { configMap: { name: 'map' } },
          ],
        },
      },
      { '/app/token': 'token for api://x', '/app/A': '1', '/app/B': '2' },
    ],
  ])('are %s', (_case, container, volume, expected) => {
    expect(files(container, [volume])).toEqual(expected);
  });

  it('name a Secret that is missing, with its volume', () => {
    expect(() =>
      files(mount(), [{ name: 'v', secret: { secretName: 'absent' } }]),
    ).toThrow(
      'MountVolume.SetUp failed for volume "v" : secret "absent" not found',
    );
  });
});
