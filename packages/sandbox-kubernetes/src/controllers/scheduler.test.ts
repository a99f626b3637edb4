import { defaultNode } from './kubelet/node';
import { container, deployment } from './testing/objects';
import { TestCluster } from './testing/TestCluster';

let cluster: TestCluster;

function start(node = defaultNode) {
  cluster = new TestCluster(node);
}

afterEach(() => cluster.close());

function needing(requests: Record<string, string>, replicas = 1) {
  return deployment(
    { replicas },
    { containers: [container({ resources: { requests } })] },
  );
}

function scheduled() {
  return cluster
    .pods()
    .map(
      ({ status }) =>
        status?.conditions?.find(({ type }) => type === 'PodScheduled')
          ?.message ?? 'yes',
    );
}

const preemption =
  'preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.';

describe('a pod that does not fit', () => {
  it.each([
    ['more CPU than there is', { cpu: '17' }, 'Insufficient cpu'],
    ['more memory than there is', { memory: '100Gi' }, 'Insufficient memory'],
    [
      'more of both',
      { cpu: '17', memory: '100Gi' },
      'Insufficient cpu, 1 Insufficient memory',
    ],
  ])('%s → waits and says so', async (_case, requests, words) => {
    start();
    await cluster.apply(needing(requests));
    const message = `0/1 nodes are available: 1 ${words}. ${preemption}`;
    expect(scheduled()).toEqual([message]);
    expect(cluster.pod().status?.phase).toBe('Pending');
    expect(cluster.events(cluster.pod().metadata.name)).toEqual([
      `Warning FailedScheduling ${message}`,
    ]);
  });

  it('gets its place when another one leaves', async () => {
    start({ ...defaultNode, cpu: '2' });
    await cluster.apply(needing({ cpu: '1500m' }, 2));
    await cluster.pass(2);
    expect(scheduled().filter(one => one === 'yes')).toHaveLength(1);
    await cluster.apply(needing({ cpu: '1500m' }, 1));
    await cluster.pass(3);
    expect(scheduled()).toEqual(['yes']);
  });

  it('asks for another node', async () => {
    start();
    await cluster.apply(
      deployment(
        { replicas: 1 },
        { nodeSelector: { 'kubernetes.io/os': 'windows' } },
      ),
    );
    expect(scheduled()[0]).toContain(
      "1 node(s) didn't match Pod's node affinity/selector",
    );
  });
});

describe('the node', () => {
  it('is Ready, and takes nothing while it is cordoned', async () => {
    start();
    cluster.store.patch('Node', '', defaultNode.name, {
      spec: { unschedulable: true },
    });
    await cluster.apply(deployment({ replicas: 1 }));
    expect(scheduled()[0]).toContain('1 node(s) were unschedulable');
    cluster.store.patch('Node', '', defaultNode.name, {
      spec: { unschedulable: null },
    });
    await cluster.settle();
    expect(scheduled()).toEqual(['yes']);
  });

  it('has only so many places for pods', async () => {
    start({ ...defaultNode, pods: '2' });
    await cluster.apply(deployment({ replicas: 3 }));
    expect(
      scheduled().filter(one => one.includes('Too many pods')),
    ).toHaveLength(1);
  });
});

describe('the fault pending', () => {
  it('keeps new pods of the instance waiting until it is taken off', async () => {
    start();
    cluster.faults.add({ kind: 'pending', instance: 'fhir/sample' });
    await cluster.apply(deployment({ replicas: 1 }));
    expect(scheduled()).toEqual([
      `0/1 nodes are available: 1 Insufficient cpu. ${preemption}`,
    ]);
    cluster.faults.remove({ kind: 'pending' });
    await cluster.settle();
    expect(scheduled()).toEqual(['yes']);
  });
});
