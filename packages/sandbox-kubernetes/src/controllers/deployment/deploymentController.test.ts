import { container, deployment, serverImage } from '../testing/objects';
import { TestCluster } from '../testing/TestCluster';
import { isReady } from '../podPhase';

let cluster: TestCluster;

beforeEach(() => {
  cluster = new TestCluster();
});

afterEach(() => cluster.close());

function withImage(tag: string) {
  return deployment(
    {},
    { containers: [container({ image: serverImage(tag) })] },
  );
}

function condition(type: string) {
  const found = cluster
    .deployment()
    .status?.conditions?.find(one => one.type === type);
  return found && [found.status, found.reason, found.message];
}

describe('a new Deployment', () => {
  it('makes a ReplicaSet with the hash of its template and its pods, and becomes Available', async () => {
    await cluster.apply(deployment());
    const [set] = cluster.replicaSets();
    const hash = set.metadata.labels?.['pod-template-hash'];
    expect(set.metadata.name).toBe(`sample-${hash}`);
    expect(
      cluster
        .pods()
        .map(({ metadata }) => metadata.labels?.['pod-template-hash']),
    ).toEqual([hash, hash]);
    expect(condition('Available')).toEqual([
      'False',
      'MinimumReplicasUnavailable',
      'Deployment does not have minimum availability.',
    ]);
    expect(condition('Progressing')?.slice(0, 2)).toEqual([
      'True',
      'ReplicaSetUpdated',
    ]);
    await cluster.pass(2);
    expect(cluster.deployment().status).toMatchObject({
      observedGeneration: 1,
      replicas: 2,
      updatedReplicas: 2,
      readyReplicas: 2,
      availableReplicas: 2,
    });
    expect(condition('Available')?.slice(0, 2)).toEqual([
      'True',
      'MinimumReplicasAvailable',
    ]);
    expect(condition('Progressing')).toEqual([
      'True',
      'NewReplicaSetAvailable',
      `ReplicaSet "${set.metadata.name}" has successfully progressed.`,
    ]);
    expect(cluster.events('sample')).toEqual([
      `Normal ScalingReplicaSet Scaled up replica set ${set.metadata.name} from 0 to 2`,
    ]);
  });

  it('writes nothing more when nothing changes', async () => {
    await cluster.apply(deployment());
    await cluster.pass(5);
    const before = cluster.store.resourceVersion;
    await cluster.pass(100);
    expect(cluster.store.resourceVersion).toBe(before);
  });

  it('says why no pod can be created', async () => {
    await cluster.apply(deployment({}, { serviceAccountName: 'absent' }));
    expect(condition('ReplicaFailure')).toEqual([
      'True',
      'FailedCreate',
      'error looking up service account fhir/absent: serviceaccount "absent" not found',
    ]);
    await cluster.apply({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'absent', namespace: 'fhir' },
    });
    await cluster.pass(5);
    expect(condition('ReplicaFailure')).toBeUndefined();
    expect(cluster.deployment().status?.readyReplicas).toBe(2);
  });
});

describe('a new image', () => {
  it('replaces pod by pod, with never fewer ready and never more than one extra', async () => {
    await cluster.apply(deployment());
    await cluster.pass(3);
    await cluster.apply(withImage('5.0.29'));
    for (let step = 0; step < 60; step++) {
      const live = cluster
        .pods()
        .filter(({ metadata }) => !metadata.deletionTimestamp);
      expect(live.filter(isReady).length).toBeGreaterThanOrEqual(2);
      expect(live.length).toBeLessThanOrEqual(3);
      await cluster.pass(0.2);
    }
    expect(cluster.pods().map(({ spec }) => spec?.containers[0].image)).toEqual(
      [serverImage('5.0.29'), serverImage('5.0.29')],
    );
    expect(
      cluster.deployment().metadata.annotations?.[
        'deployment.kubernetes.io/revision'
      ],
    ).toBe('2');
    expect(cluster.replicaSets().map(({ spec }) => spec?.replicas)).toEqual([
      0, 2,
    ]);
  });

  it('that cannot be pulled leaves the old pods serving until the deadline has passed, and then says so', async () => {
    await cluster.apply(deployment({ progressDeadlineSeconds: 60 }));
    await cluster.pass(3);
    await cluster.apply(
      deployment(
        { progressDeadlineSeconds: 60 },
        { containers: [container({ image: serverImage('9.9.9') })] },
      ),
    );
    await cluster.pass(30);
    expect(condition('Progressing')?.slice(0, 2)).toEqual([
      'True',
      'ReplicaSetUpdated',
    ]);
    await cluster.pass(40);
    const [, current] = cluster.replicaSets();
    expect(condition('Progressing')).toEqual([
      'False',
      'ProgressDeadlineExceeded',
      `ReplicaSet "${current.metadata.name}" has timed out progressing.`,
    ]);
    expect(condition('Available')?.[0]).toBe('True');
    expect(cluster.deployment().status).toMatchObject({
      replicas: 3,
      updatedReplicas: 1,
      readyReplicas: 2,
      unavailableReplicas: 1,
    });
  });

  it('that is taken back goes on with the ReplicaSet that was there, as a new revision', async () => {
    await cluster.apply(withImage('5.0.30'));
    await cluster.pass(3);
    const [first] = cluster.replicaSets();
    await cluster.apply(withImage('5.0.29'));
    await cluster.pass(12);
    await cluster.apply(withImage('5.0.30'));
    await cluster.pass(12);
    expect(cluster.replicaSets().at(-1)?.metadata.uid).toBe(first.metadata.uid);
    expect(
      cluster.deployment().metadata.annotations?.[
        'deployment.kubernetes.io/revision'
      ],
    ).toBe('3');
    expect(cluster.deployment().status?.readyReplicas).toBe(2);
  });

  it('waits for the last old pod with the strategy Recreate', async () => {
    const recreate = { strategy: { type: 'Recreate' } };
    await cluster.apply(deployment(recreate));
    await cluster.pass(3);
    await cluster.apply(
      deployment(recreate, {
        containers: [container({ image: serverImage('5.0.29') })],
      }),
    );
    await cluster.pass(1);
    expect(
      cluster.pods().every(({ metadata }) => metadata.deletionTimestamp),
    ).toBe(true);
    await cluster.pass(4);
    expect(cluster.deployment().status?.readyReplicas).toBe(2);
  });

  it('keeps as many old ReplicaSets as the history may have', async () => {
    for (const tag of ['5.0.30', '5.0.29', '5.0.22', '4.0.705']) {
      await cluster.apply(
        deployment(
          { replicas: 1, revisionHistoryLimit: 1 },
          { containers: [container({ image: serverImage(tag) })] },
        ),
      );
      await cluster.pass(6);
    }
    expect(cluster.replicaSets()).toHaveLength(2);
  });
});

describe('the number of replicas', () => {
  it('follows the spec up, down and to 0', async () => {
    await cluster.apply(deployment());
    await cluster.pass(3);
    for (const replicas of [4, 1, 0]) {
      await cluster.apply(deployment({ replicas }));
      await cluster.pass(4);
      expect(cluster.pods()).toHaveLength(replicas);
    }
    expect(condition('Available')?.[0]).toBe('True');
    expect(condition('Progressing')?.[1]).toBe('NewReplicaSetAvailable');
  });
});

describe('a paused Deployment', () => {
  it('does not roll out, but scales; resumed, it does', async () => {
    await cluster.apply(deployment());
    await cluster.pass(3);
    const changed = {
      containers: [container({ image: serverImage('5.0.29') })],
    };
    await cluster.apply(deployment({ paused: true, replicas: 3 }, changed));
    await cluster.pass(3);
    expect(condition('Progressing')).toEqual([
      'Unknown',
      'DeploymentPaused',
      'Deployment is paused',
    ]);
    expect(cluster.pods().map(({ spec }) => spec?.containers[0].image)).toEqual(
      Array(3).fill(serverImage()),
    );
    await cluster.apply(deployment({ replicas: 3, paused: false }, changed));
    await cluster.pass(12);
    expect(cluster.pods().map(({ spec }) => spec?.containers[0].image)).toEqual(
      Array(3).fill(serverImage('5.0.29')),
    );
    expect(condition('Progressing')?.[1]).toBe('NewReplicaSetAvailable');
  });

  it('makes no pods before it is resumed', async () => {
    await cluster.apply(deployment({ paused: true }));
    expect(cluster.replicaSets()).toEqual([]);
    await cluster.apply(deployment({ paused: false }));
    await cluster.pass(3);
    expect(cluster.deployment().status?.readyReplicas).toBe(2);
  });
});

describe('a deleted Deployment', () => {
  it('takes its ReplicaSets and pods with it', async () => {
    await cluster.apply(deployment());
    await cluster.pass(3);
    cluster.store.remove('Deployment', 'fhir', 'sample', {
      propagationPolicy: 'Foreground',
    });
    await cluster.settle();
    expect(cluster.deployment().metadata.deletionTimestamp).toBeDefined();
    await cluster.pass(3);
    expect(cluster.pods()).toEqual([]);
    expect(cluster.replicaSets()).toEqual([]);
    expect(cluster.store.get('Deployment', 'fhir', 'sample')).toBeUndefined();
    expect(cluster.runtime.running()).toEqual([]);
  });
});

describe('a pod that is deleted', () => {
  it('is replaced', async () => {
    await cluster.apply(deployment());
    await cluster.pass(3);
    const { name } = cluster.pod().metadata;
    cluster.store.remove('Pod', 'fhir', name);
    await cluster.pass(4);
    expect(cluster.pods()).toHaveLength(2);
    expect(cluster.pods().some(({ metadata }) => metadata.name === name)).toBe(
      false,
    );
    expect(cluster.deployment().status?.readyReplicas).toBe(2);
  });
});
