import type { HorizontalPodAutoscalerSpec } from 'kubernetes-types/autoscaling/v2';
import { container, deployment } from '../testing/objects';
import { TestCluster } from '../testing/TestCluster';
import type { StoredAutoscaler } from './autoscalerStatus';
import { decide, Recommendations } from './decision';

const spec: HorizontalPodAutoscalerSpec = {
  scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'sample' },
  minReplicas: 2,
  maxReplicas: 6,
  metrics: [
    {
      type: 'Resource',
      resource: {
        name: 'cpu',
        target: { type: 'Utilization', averageUtilization: 50 },
      },
    },
  ],
};

it.each<[string, number, number | undefined, number, boolean]>([
  ['use at the target keeps the number', 3, 50, 3, false],
  ['use within a tenth of the target keeps it too', 3, 54, 3, false],
  ['twice the use asks for twice the pods', 3, 100, 6, false],
  ['more than the maximum is cut', 3, 200, 6, true],
  ['half the use asks for half the pods', 6, 25, 3, false],
  ['less than the minimum is raised', 4, 1, 2, true],
  ['without a measurement only the bounds count', 1, undefined, 2, true],
  ['0 replicas means switched off', 0, 100, 0, false],
])('%s', (_case, current, percent, replicas, limited) => {
  expect(decide(spec, current, percent, desired => desired)).toEqual({
    replicas,
    limited,
  });
});

it('holds the highest number of the last minutes', () => {
  const recommendations = new Recommendations();
  const highest = (replicas: number, seconds: number) =>
    recommendations.highest('a', replicas, 300, seconds * 1000);
  expect([
    highest(5, 0),
    highest(2, 100),
    highest(2, 299),
    highest(2, 301),
    highest(3, 302),
  ]).toEqual([5, 5, 5, 2, 3]);
});

describe('on a cluster', () => {
  let cluster: TestCluster;

  beforeEach(async () => {
    cluster = new TestCluster();
    await cluster.apply(
      deployment(
        { replicas: 1 },
        {
          containers: [container({ resources: { requests: { cpu: '100m' } } })],
        },
      ),
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'sample', namespace: 'fhir' },
        spec,
      },
    );
    await cluster.pass(2);
  });

  afterEach(() => cluster.close());

  function status() {
    return cluster.object<StoredAutoscaler>('HorizontalPodAutoscaler', 'sample')
      .status;
  }

  it('raises a Deployment to the minimum, and says what it measures', async () => {
    await cluster.pass(16);
    expect(cluster.deployment().spec?.replicas).toBe(2);
    expect(status()).toMatchObject({
      currentReplicas: 2,
      desiredReplicas: 2,
      currentMetrics: [
        {
          resource: {
            name: 'cpu',
            current: { averageUtilization: 20, averageValue: '20m' },
          },
        },
      ],
    });
    expect(
      status()?.conditions?.map(
        one => `${one.type} ${one.status} ${one.reason}`,
      ),
    ).toEqual([
      'AbleToScale True ReadyForNewScale',
      'ScalingActive True ValidMetricFound',
      'ScalingLimited False DesiredWithinRange',
    ]);
  });

  it('adds pods under load, and takes them away only after the window', async () => {
    await cluster.pass(3);
    const busy = () => {
      for (const { metadata } of cluster.pods())
        for (let request = 0; request < 120; request++)
          cluster.load.record(metadata.uid);
    };
    busy();
    await cluster.pass(16);
    const { replicas = 0 } = cluster.deployment().spec ?? {};
    expect(replicas).toBeGreaterThan(2);
    expect(cluster.events('sample').join()).toContain(
      `Normal SuccessfulRescale New size: ${replicas}; reason: cpu resource utilization (percentage of request) above target`,
    );
    await cluster.pass(120);
    expect(cluster.deployment().spec?.replicas).toBe(replicas);
    await cluster.pass(300);
    expect(cluster.deployment().spec?.replicas).toBeLessThan(replicas);
  });

  it('says when its Deployment is not there', async () => {
    cluster.store.remove('Deployment', 'fhir', 'sample');
    await cluster.pass(20);
    expect(status()?.conditions).toContainEqual(
      expect.objectContaining({
        type: 'AbleToScale',
        status: 'False',
        reason: 'FailedGetScale',
      }),
    );
  });
});
