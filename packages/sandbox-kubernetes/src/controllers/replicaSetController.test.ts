import type { StoredPod, StoredReplicaSet } from './stored';
import { container, deployment, sampleLabels } from './testing/objects';
import { TestCluster } from './testing/TestCluster';

let cluster: TestCluster;

beforeEach(() => {
  cluster = new TestCluster();
});

afterEach(() => cluster.close());

function replicaSet(replicas: number, spec: object = {}) {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'set', namespace: 'fhir', labels: sampleLabels },
    spec: {
      replicas,
      selector: { matchLabels: sampleLabels },
      template: {
        metadata: { labels: sampleLabels },
        spec: { containers: [container()] },
      },
      ...spec,
    },
  };
}

function status() {
  return cluster.object<StoredReplicaSet>('ReplicaSet', 'set').status;
}

it('makes pods that it owns, and counts them', async () => {
  await cluster.apply(replicaSet(2));
  await cluster.pass(1);
  const [{ metadata }] = cluster.pods();
  expect(metadata.name).toMatch(/^set-[a-z0-9]{5}$/);
  expect(metadata.ownerReferences).toEqual([
    expect.objectContaining({
      kind: 'ReplicaSet',
      name: 'set',
      controller: true,
      blockOwnerDeletion: true,
    }),
  ]);
  expect(status()).toEqual({
    replicas: 2,
    fullyLabeledReplicas: 2,
    readyReplicas: 2,
    availableReplicas: 2,
    observedGeneration: 1,
  });
});

it('counts a pod as available only after minReadySeconds', async () => {
  await cluster.apply(replicaSet(1, { minReadySeconds: 10 }));
  await cluster.pass(5);
  expect(status()?.readyReplicas).toBe(1);
  expect(status()?.availableReplicas).toBeUndefined();
  await cluster.pass(8);
  expect(status()).toMatchObject({ availableReplicas: 1 });
});

it('takes away pods that do less first', async () => {
  await cluster.apply(replicaSet(1));
  await cluster.pass(2);
  const [ready] = cluster.pods();
  cluster.faults.add({ kind: 'pending' });
  await cluster.apply(replicaSet(3));
  expect(cluster.pods()).toHaveLength(3);
  await cluster.apply(replicaSet(1));
  await cluster.pass(3);
  expect(cluster.pods().map((pod: StoredPod) => pod.metadata.name)).toEqual([
    ready.metadata.name,
  ]);
});

it('replaces a pod that has failed', async () => {
  await cluster.apply(deployment({ replicas: 1 }));
  await cluster.pass(2);
  const [pod] = cluster.pods();
  cluster.store.updateStatus({
    ...pod,
    status: { ...pod.status, phase: 'Failed', reason: 'Evicted' },
  });
  await cluster.pass(2);
  expect(cluster.pods()).toHaveLength(2);
  expect(cluster.deployment().status?.readyReplicas).toBe(1);
});

it('leaves a finalized pod of its own out of the count while it goes', async () => {
  await cluster.apply(replicaSet(1));
  await cluster.pass(2);
  cluster.store.remove('Pod', 'fhir', cluster.pod().metadata.name);
  await cluster.settle();
  expect(cluster.pods()).toHaveLength(2);
  expect(status()).toMatchObject({ replicas: 1 });
});
