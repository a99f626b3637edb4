import type { ReplicaSetStatus } from 'kubernetes-types/apps/v1';
import { StatusError } from '../api';
import { withCondition, type Condition } from './conditions';
import {
  runController,
  watching,
  type ControllerContext,
  type Reconcile,
} from './controller';
import { createPod } from './createPod';
import { availableIn, isActive, isReady } from './podPhase';
import {
  controllerKey,
  controlledBy,
  keyOf,
  selects,
  splitKey,
  type StoredPod,
  type StoredReplicaSet,
} from './stored';
import type { WorkloadIdentityDefaults } from './workloadIdentity';
import { nonZero, writeStatus } from './writeStatus';

const component = 'replicaset-controller';

/** Keeps as many pods of each ReplicaSet as it asks for. */
export function startReplicaSetController(
  context: ControllerContext,
  identity: WorkloadIdentityDefaults,
): () => void {
  return runController(
    context,
    [
      watching<StoredReplicaSet>('ReplicaSet', set => [keyOf(set)]),
      watching<StoredPod>('Pod', pod => [controllerKey(pod, 'ReplicaSet')]),
    ],
    (key, again) => reconcile(context, identity, key, again),
  );
}

function reconcile(
  context: ControllerContext,
  identity: WorkloadIdentityDefaults,
  ...[key, again]: Parameters<Reconcile>
): void {
  const { store, clock } = context;
  const set = store.get<StoredReplicaSet>('ReplicaSet', ...splitKey(key));
  if (!set) return;
  let failure: string | undefined;
  if (!set.metadata.deletionTimestamp) {
    failure = scale(context, set, activePods(context, set), identity);
    if (failure) again(2000);
  }
  const pods = activePods(context, set);
  const waits = pods
    .map(pod => availableIn(pod, set.spec?.minReadySeconds ?? 0, clock.now()))
    .filter(wait => wait !== undefined);
  const pending = waits.filter(wait => wait > 0);
  if (pending.length > 0) again(Math.min(...pending));
  const available = waits.length - pending.length;
  const status = statusOf(set, pods, available, failure, clock.now());
  writeStatus(store, set, status);
}

function activePods(
  { store }: ControllerContext,
  set: StoredReplicaSet,
): StoredPod[] {
  return controlledBy<StoredPod>(store, 'Pod', set).filter(isActive);
}

/** Creates or deletes pods; returns why none could be created. */
function scale(
  context: ControllerContext,
  set: StoredReplicaSet,
  pods: StoredPod[],
  identity: WorkloadIdentityDefaults,
): string | undefined {
  const missing = (set.spec?.replicas ?? 1) - pods.length;
  if (missing < 0) remove(context, set, pods, -missing);
  for (let made = 0; made < missing; made++) {
    const failure = create(context, set, identity);
    if (failure) return failure;
  }
  return undefined;
}

function create(
  context: ControllerContext,
  set: StoredReplicaSet,
  identity: WorkloadIdentityDefaults,
): string | undefined {
  try {
    const owner = {
      ...set,
      component,
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
    };
    createPod(context, owner, set.spec?.template ?? {}, identity);
    return undefined;
  } catch (error) {
    if (error instanceof StatusError) return error.message;
    throw error;
  }
}

function remove(
  { store, events }: ControllerContext,
  set: StoredReplicaSet,
  pods: StoredPod[],
  count: number,
): void {
  const ranked = [...pods].sort((a, b) => worth(a) - worth(b) || newest(a, b));
  for (const { metadata } of ranked.slice(0, count)) {
    store.remove('Pod', metadata.namespace, metadata.name);
    events.normal(set, {
      component,
      reason: 'SuccessfulDelete',
      message: `Deleted pod: ${metadata.name}`,
    });
  }
}

/** Pods that do less go first: not scheduled, pending, not ready. */
function worth(pod: StoredPod): number {
  if (!pod.spec?.nodeName) return 0;
  if (pod.status?.phase === 'Pending') return 1;
  return isReady(pod) ? 3 : 2;
}

function newest(a: StoredPod, b: StoredPod): number {
  return b.metadata.creationTimestamp.localeCompare(
    a.metadata.creationTimestamp,
  );
}

function statusOf(
  set: StoredReplicaSet,
  pods: StoredPod[],
  available: number,
  failure: string | undefined,
  now: number,
): ReplicaSetStatus {
  const labels = set.spec?.template?.metadata?.labels;
  const counts = {
    fullyLabeledReplicas: pods.filter(pod =>
      selects(labels, pod.metadata.labels),
    ).length,
    readyReplicas: pods.filter(isReady).length,
    availableReplicas: available,
  };
  return {
    replicas: pods.length,
    ...nonZero(counts),
    observedGeneration: set.metadata.generation,
    ...conditionsOf(set.status?.conditions ?? [], failure, now),
  };
}

function conditionsOf(
  before: Condition[],
  failure: string | undefined,
  now: number,
): { conditions?: Condition[] } {
  if (!failure) return {};
  const condition: Condition = {
    type: 'ReplicaFailure',
    status: 'True',
    reason: 'FailedCreate',
    message: failure,
  };
  return { conditions: withCondition(before, condition, now) };
}
