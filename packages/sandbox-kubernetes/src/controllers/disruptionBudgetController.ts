import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';
import { withCondition } from './conditions';
import { runController, watching, type ControllerContext } from './controller';
import { isActive, isReady } from './podPhase';
import {
  keyOf,
  selects,
  splitKey,
  type Stored,
  type StoredPod,
} from './stored';
import { writeStatus } from './writeStatus';

type StoredBudget = Stored<PodDisruptionBudget>;

/** Says for each PodDisruptionBudget how many pods may go now. Nothing in the sandbox evicts pods. */
export function startDisruptionBudgetController(
  context: ControllerContext,
): () => void {
  const { store } = context;
  return runController(
    context,
    [
      watching<StoredBudget>('PodDisruptionBudget', budget => [keyOf(budget)]),
      watching<StoredPod>('Pod', ({ metadata }) =>
        store
          .list<StoredBudget>('PodDisruptionBudget', {
            namespace: metadata.namespace,
          })
          .filter(({ spec }) =>
            selects(spec?.selector?.matchLabels, metadata.labels),
          )
          .map(keyOf),
      ),
    ],
    key => reconcile(context, key),
  );
}

function reconcile({ store, clock }: ControllerContext, key: string): void {
  const budget = store.get<StoredBudget>(
    'PodDisruptionBudget',
    ...splitKey(key),
  );
  if (!budget) return;
  const pods = store
    .list<StoredPod>('Pod', { namespace: budget.metadata.namespace })
    .filter(isActive)
    .filter(pod =>
      selects(budget.spec?.selector?.matchLabels, pod.metadata.labels),
    );
  const expectedPods = pods.length;
  const currentHealthy = pods.filter(isReady).length;
  const desiredHealthy = healthyWanted(budget, expectedPods);
  const disruptionsAllowed = Math.max(0, currentHealthy - desiredHealthy);
  const allowed = disruptionsAllowed > 0;
  writeStatus(store, budget, {
    observedGeneration: budget.metadata.generation,
    expectedPods,
    currentHealthy,
    desiredHealthy,
    disruptionsAllowed,
    conditions: withCondition(
      budget.status?.conditions,
      {
        type: 'DisruptionAllowed',
        status: allowed ? 'True' : 'False',
        reason: allowed ? 'SufficientPods' : 'InsufficientPods',
        message: '',
        observedGeneration: budget.metadata.generation,
        lastTransitionTime: '',
      },
      clock.now(),
    ),
  });
}

function healthyWanted({ spec }: StoredBudget, expected: number): number {
  const { minAvailable, maxUnavailable } = spec ?? {};
  if (minAvailable !== undefined) return part(minAvailable, expected);
  return Math.max(0, expected - part(maxUnavailable ?? 0, expected));
}

/** Percentages round up. */
function part(value: string | number, whole: number): number {
  if (typeof value === 'number') return value;
  return value.endsWith('%')
    ? Math.ceil((Number(value.slice(0, -1)) * whole) / 100)
    : Number(value);
}
