import type { JobCondition, JobStatus } from 'kubernetes-types/batch/v1';
import { timeText, withCondition } from './conditions';
import {
  runController,
  watching,
  type ControllerContext,
  type Reconcile,
} from './controller';
import { createPod } from './createPod';
import { isActive } from './podPhase';
import {
  controllerKey,
  controlledBy,
  keyOf,
  splitKey,
  type StoredJob,
  type StoredPod,
} from './stored';
import type { WorkloadIdentityDefaults } from './workloadIdentity';
import { nonZero, writeStatus } from './writeStatus';

const component = 'job-controller';
const firstRetry = 10_000;
const longestRetry = 600_000;

type End = Pick<JobCondition, 'type' | 'reason' | 'message'>;

const complete: End = {
  type: 'Complete',
  reason: 'CompletionsReached',
  message: 'Reached expected number of succeeded pods',
};

/** Runs Jobs to completion: one pod after another until enough have succeeded or too many have failed. */
export function startJobController(
  context: ControllerContext,
  identity: WorkloadIdentityDefaults,
): () => void {
  return runController(
    context,
    [
      watching<StoredJob>('Job', job => [keyOf(job)]),
      watching<StoredPod>('Pod', pod => [controllerKey(pod, 'Job')]),
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
  const job = store.get<StoredJob>('Job', ...splitKey(key));
  if (!job || job.metadata.deletionTimestamp || isFinished(job)) return;
  const now = clock.now();
  const pods = controlledBy<StoredPod>(store, 'Pod', job);
  const failure = failureOf(job, pods, now);
  if (failure) {
    removeActive(context, pods);
    finish(context, job, pods, failure);
    return;
  }
  if (count(pods, 'Succeeded') >= (job.spec?.completions ?? 1)) {
    finish(context, job, pods, complete);
    return;
  }
  const wait = retryIn(pods, now);
  if (wait > 0) again(wait);
  else if (!job.spec?.suspend) createMissing(context, job, pods, identity);
  const deadline = deadlineIn(job, now);
  if (wait <= 0 && deadline !== undefined) again(deadline);
  writeStatus(
    store,
    job,
    statusOf(job, controlledBy<StoredPod>(store, 'Pod', job), now),
  );
}

function failureOf(
  job: StoredJob,
  pods: StoredPod[],
  now: number,
): End | undefined {
  if (deadlineIn(job, now) === 0) {
    return {
      type: 'Failed',
      reason: 'DeadlineExceeded',
      message: 'Job was active longer than specified deadline',
    };
  }
  if (count(pods, 'Failed') <= (job.spec?.backoffLimit ?? 6)) return undefined;
  return {
    type: 'Failed',
    reason: 'BackoffLimitExceeded',
    message: 'Job has reached the specified backoff limit',
  };
}

function deadlineIn(
  { spec, status }: StoredJob,
  now: number,
): number | undefined {
  const seconds = spec?.activeDeadlineSeconds;
  if (seconds === undefined || !status?.startTime) return undefined;
  return Math.max(0, Date.parse(status.startTime) + seconds * 1000 - now);
}

/** After each failure twice as long, from ten seconds. */
function retryIn(pods: StoredPod[], now: number): number {
  const failed = pods.filter(({ status }) => status?.phase === 'Failed');
  if (failed.length === 0 || pods.some(isActive)) return 0;
  const ends = failed.map(({ status }) =>
    Date.parse(
      status?.containerStatuses?.[0]?.state?.terminated?.finishedAt ?? '',
    ),
  );
  const wait = Math.min(longestRetry, firstRetry * 2 ** (failed.length - 1));
  return Math.max(...ends) + wait - now;
}

function createMissing(
  context: ControllerContext,
  job: StoredJob,
  pods: StoredPod[],
  identity: WorkloadIdentityDefaults,
): void {
  const { completions = 1, parallelism = 1, template = {} } = job.spec ?? {};
  const left = completions - count(pods, 'Succeeded');
  const missing = Math.min(parallelism, left) - pods.filter(isActive).length;
  const owner = { ...job, component, apiVersion: 'batch/v1', kind: 'Job' };
  for (let made = 0; made < missing; made++) {
    createPod(context, owner, template, identity);
  }
}

function removeActive({ store }: ControllerContext, pods: StoredPod[]): void {
  for (const { metadata } of pods.filter(isActive)) {
    store.remove('Pod', metadata.namespace, metadata.name);
  }
}

function finish(
  { store, clock, events }: ControllerContext,
  job: StoredJob,
  pods: StoredPod[],
  end: End,
): void {
  const now = clock.now();
  const status = statusOf(job, pods, now);
  const condition = { ...end, status: 'True' };
  const isComplete = end.type === 'Complete';
  writeStatus(store, job, {
    ...status,
    active: undefined,
    ...(isComplete ? { completionTime: timeText(now) } : {}),
    conditions: withCondition(status.conditions, condition, now),
  });
  if (isComplete) {
    const message = 'Job completed';
    events.normal(job, { component, reason: 'Completed', message });
  } else {
    const { reason = 'Failed', message = '' } = end;
    events.warning(job, { component, reason, message });
  }
}

function statusOf(job: StoredJob, pods: StoredPod[], now: number): JobStatus {
  const active = pods.filter(isActive).length;
  const succeeded = count(pods, 'Succeeded');
  const failed = count(pods, 'Failed');
  return {
    ...job.status,
    startTime: job.status?.startTime ?? timeText(now),
    active: undefined,
    ...nonZero({ active, succeeded, failed }),
  };
}

function count(pods: StoredPod[], phase: string): number {
  return pods.filter(({ status }) => status?.phase === phase).length;
}

function isFinished({ status }: StoredJob): boolean {
  return (status?.conditions ?? []).some(
    one =>
      (one.type === 'Complete' || one.type === 'Failed') &&
      one.status === 'True',
  );
}
