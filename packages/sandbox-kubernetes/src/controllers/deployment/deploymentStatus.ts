import type {
  DeploymentCondition,
  DeploymentStatus,
} from 'kubernetes-types/apps/v1';
import { timeText, withCondition } from '../conditions';
import type { StoredDeployment, StoredReplicaSet } from '../stored';
import { nonZero } from '../writeStatus';

/** What the status is made from. */
export interface DeploymentObservation {
  deployment: StoredDeployment;
  /** Set when the ReplicaSet of today's template was made in this round. */
  created?: boolean;
  current?: StoredReplicaSet;
  old: StoredReplicaSet[];
  replicas: number;
  maxUnavailable: number;
  now: number;
}

const defaultDeadlineSeconds = 600;

/** The whole status, as deployment/progress.go of Kubernetes writes it. */
export function deploymentStatus(
  observation: DeploymentObservation,
): DeploymentStatus {
  const { deployment, current, old } = observation;
  const all = current ? [current, ...old] : old;
  const total = (field: 'replicas' | 'readyReplicas' | 'availableReplicas') =>
    all.reduce((sum, { status }) => sum + (status?.[field] ?? 0), 0);
  const wanted = all.reduce((sum, { spec }) => sum + (spec?.replicas ?? 0), 0);
  const counts = {
    replicas: total('replicas'),
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: total('readyReplicas'),
    availableReplicas: total('availableReplicas'),
    unavailableReplicas: Math.max(0, wanted - total('availableReplicas')),
  };
  return {
    observedGeneration: deployment.metadata.generation,
    ...nonZero(counts),
    conditions: conditionsOf(observation, counts),
  };
}

/** Milliseconds until the progress deadline has passed; undefined when nothing is awaited. */
export function deadlineIn(
  { spec, status }: StoredDeployment,
  now: number,
): number | undefined {
  const progressing = find(status?.conditions, 'Progressing');
  const awaited =
    progressing?.status === 'True' &&
    progressing.reason !== 'NewReplicaSetAvailable';
  if (!awaited) return undefined;
  const seconds = spec?.progressDeadlineSeconds ?? defaultDeadlineSeconds;
  const since = Date.parse(progressing.lastUpdateTime ?? '');
  return Math.max(0, since + seconds * 1000 - now);
}

interface Counts {
  replicas: number;
  updatedReplicas: number;
  readyReplicas: number;
  availableReplicas: number;
}

function conditionsOf(
  observation: DeploymentObservation,
  counts: Counts,
): DeploymentCondition[] {
  const { deployment, replicas, maxUnavailable, now } = observation;
  const enough = counts.availableReplicas >= replicas - maxUnavailable;
  const available: DeploymentCondition = enough
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
  const withAvailable = set(deployment.status?.conditions, available, now);
  const progressing = progressingOf(observation, counts);
  const conditions = progressing
    ? set(withAvailable, progressing, now)
    : withAvailable;
  return withFailure(conditions, observation);
}

function progressingOf(
  observation: DeploymentObservation,
  counts: Counts,
): DeploymentCondition | undefined {
  const { deployment, current, created, now } = observation;
  const before = find(deployment.status?.conditions, 'Progressing');
  const progressing = (
    status: string,
    reason: string,
    message: string,
  ): DeploymentCondition => ({ type: 'Progressing', status, reason, message });
  if (deployment.spec?.paused) {
    if (before?.reason === 'DeploymentPaused') return undefined;
    return progressing('Unknown', 'DeploymentPaused', 'Deployment is paused');
  }
  if (before?.reason === 'DeploymentPaused') {
    return progressing('Unknown', 'DeploymentResumed', 'Deployment is resumed');
  }
  const name = current ? `ReplicaSet "${current.metadata.name}"` : 'Deployment';
  if (created) {
    return progressing(
      'True',
      'NewReplicaSetCreated',
      `Created new replica set "${current?.metadata.name}"`,
    );
  }
  if (isComplete(observation, counts)) {
    return progressing(
      'True',
      'NewReplicaSetAvailable',
      `${name} has successfully progressed.`,
    );
  }
  if (before?.reason === 'NewReplicaSetAvailable') return undefined;
  const isFirst = !before || before.reason === 'DeploymentResumed';
  if (isFirst || hasMoved(deployment, counts)) {
    return progressing('True', 'ReplicaSetUpdated', `${name} is progressing.`);
  }
  if (deadlineIn(deployment, now) !== 0) return undefined;
  return progressing(
    'False',
    'ProgressDeadlineExceeded',
    `${name} has timed out progressing.`,
  );
}

function isComplete(
  { replicas }: DeploymentObservation,
  counts: Counts,
): boolean {
  return (
    counts.updatedReplicas === replicas &&
    counts.replicas === replicas &&
    counts.availableReplicas === replicas
  );
}

/** More pods are updated, ready or available than before, or fewer old ones are left. */
function hasMoved({ status }: StoredDeployment, counts: Counts): boolean {
  const updatedBefore = status?.updatedReplicas ?? 0;
  const oldBefore = (status?.replicas ?? 0) - updatedBefore;
  return (
    counts.updatedReplicas > updatedBefore ||
    counts.replicas - counts.updatedReplicas < oldBefore ||
    counts.readyReplicas > (status?.readyReplicas ?? 0) ||
    counts.availableReplicas > (status?.availableReplicas ?? 0)
  );
}

/** A ReplicaSet cannot create its pods: quota, a missing service account. */
function withFailure(
  conditions: DeploymentCondition[],
  { current, old, now }: DeploymentObservation,
): DeploymentCondition[] {
  const failed = [...(current ? [current] : []), ...old]
    .flatMap(({ status }) => status?.conditions ?? [])
    .find(({ type, status }) => type === 'ReplicaFailure' && status === 'True');
  if (!failed)
    return conditions.filter(({ type }) => type !== 'ReplicaFailure');
  const { type, status, reason, message } = failed;
  return set(conditions, { type, status, reason, message }, now);
}

function find(conditions: DeploymentCondition[] | undefined, type: string) {
  return conditions?.find(one => one.type === type);
}

/** `lastUpdateTime` moves when the condition says something new; that is what the progress deadline counts from. */
function set(
  conditions: DeploymentCondition[] | undefined,
  condition: DeploymentCondition,
  now: number,
): DeploymentCondition[] {
  const before = find(conditions, condition.type);
  const same =
    before?.status === condition.status && before.reason === condition.reason;
  const moving = condition.reason === 'ReplicaSetUpdated';
  if (before && same && !moving) return conditions ?? [];
  return withCondition(
    conditions,
    { ...condition, lastUpdateTime: timeText(now) },
    now,
  );
}
