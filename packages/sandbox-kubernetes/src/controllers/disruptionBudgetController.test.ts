import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';
import { deployment, sampleLabels } from './testing/objects';
import { TestCluster } from './testing/TestCluster';

let cluster: TestCluster;

beforeEach(() => {
  cluster = new TestCluster();
});

afterEach(() => cluster.close());

it.each([
  [
    'one may be unavailable of three',
    { maxUnavailable: 1 },
    3,
    { desiredHealthy: 2, disruptionsAllowed: 1 },
  ],
  [
    'two must be available of three',
    { minAvailable: 2 },
    3,
    { desiredHealthy: 2, disruptionsAllowed: 1 },
  ],
  [
    'half must be available of three',
    { minAvailable: '50%' },
    3,
    { desiredHealthy: 2, disruptionsAllowed: 1 },
  ],
  [
    'all must be available',
    { maxUnavailable: 0 },
    2,
    { desiredHealthy: 2, disruptionsAllowed: 0 },
  ],
])('%s', async (_case, bounds, replicas, expected) => {
  await cluster.apply(deployment({ replicas }), {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'sample', namespace: 'fhir' },
    spec: { selector: { matchLabels: sampleLabels }, ...bounds },
  });
  await cluster.pass(2);
  const { status } = cluster.object<PodDisruptionBudget>(
    'PodDisruptionBudget',
    'sample',
  );
  expect(status).toMatchObject({
    ...expected,
    expectedPods: replicas,
    currentHealthy: replicas,
    observedGeneration: 1,
  });
  expect(status?.conditions?.[0]).toMatchObject(
    expected.disruptionsAllowed > 0
      ? { status: 'True', reason: 'SufficientPods' }
      : { status: 'False', reason: 'InsufficientPods' },
  );
});
