import type { ContainerStatus } from 'kubernetes-types/core/v1';
import type { ConditionReason } from '../reasons';
import type { SnapshotObject } from '../snapshot';
import { crashProblem } from './crashProblem';
import { conditionOf, type ObjectOf } from './kinds';
import { pullProblem } from './pullProblem';
import { schedulingProblem } from './schedulingProblem';
import { shorten } from './shorten';
import { eventsAbout } from './warnings';

type Pod = ObjectOf<'Pod'>;

/** What keeps a pod from starting; `facts` fill the sentence of the reason. */
export interface PodTrouble {
  reason: Extract<
    ConditionReason,
    | 'ConfigInvalid'
    | 'ImagePullFailed'
    | 'RegistryUnreachable'
    | 'CrashLoop'
    | 'Unschedulable'
  >;
  facts: { pod: string; problem: string };
}

const PULL_REASONS = [
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
];
const CONFIG_REASONS = [
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
];

/** What keeps a pod from starting; undefined when nothing does, or when it is on its way out. */
export function podTrouble(
  pod: Pod,
  events: readonly SnapshotObject[],
): PodTrouble | undefined {
  if (isLeaving(pod) || isReady(pod)) return undefined;
  return (
    unschedulable(pod) ??
    missingMount(pod, events) ??
    containersOf(pod)
      .map(container => containerTrouble(pod, container, events))
      .find(found => found !== undefined)
  );
}

/** Whether a pod has the condition Ready. */
export function isReady(pod: Pod): boolean {
  return conditionOf(pod, 'Ready')?.status === 'True';
}

/** Whether a pod is being deleted, or ended (an evicted pod stays as a record). */
export function isLeaving(pod: Pod): boolean {
  return (
    pod.metadata.deletionTimestamp !== undefined ||
    pod.status?.phase === 'Failed' ||
    pod.status?.phase === 'Succeeded'
  );
}

function containersOf({ status }: Pod): ContainerStatus[] {
  return [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
  ];
}

function unschedulable(pod: Pod): PodTrouble | undefined {
  const scheduled = conditionOf(pod, 'PodScheduled');
  return scheduled?.status === 'False' && scheduled.reason === 'Unschedulable'
    ? trouble('Unschedulable', pod, schedulingProblem(scheduled.message))
    : undefined;
}

// The kubelet says it by an event only: the container stays in ContainerCreating.
function missingMount(
  pod: Pod,
  events: readonly SnapshotObject[],
): PodTrouble | undefined {
  const last = eventsAbout(events, pod).at(-1);
  if (last?.reason !== 'FailedMount') return undefined;
  const missing = /(?:configmap|secret) "[^"]+" not found/i.exec(
    last.message ?? '',
  );
  return missing ? trouble('ConfigInvalid', pod, missing[0]) : undefined;
}

function containerTrouble(
  pod: Pod,
  container: ContainerStatus,
  events: readonly SnapshotObject[],
): PodTrouble | undefined {
  const { reason = '', message = '' } = container.state?.waiting ?? {};
  if (PULL_REASONS.includes(reason)) {
    const said = [message, ...pullFailures(pod, events)];
    const found = pullProblem(container.image, reason, said);
    return trouble(found.reason, pod, found.problem);
  }
  if (CONFIG_REASONS.includes(reason)) {
    return trouble('ConfigInvalid', pod, shorten(message || reason));
  }
  return isCrashing(container)
    ? trouble('CrashLoop', pod, crashProblem(lastEnd(container)))
    : undefined;
}

// While it backs off, older kubelets say only that; the event keeps the registry's words.
function pullFailures(pod: Pod, events: readonly SnapshotObject[]): string[] {
  return eventsAbout(events, pod)
    .filter(({ reason }) => reason === 'Failed')
    .map(({ message = '' }) => message)
    .filter(message => message.startsWith('Failed to pull image'))
    .slice(-1);
}

/**
 * One crash may be a database that was not there yet; from the second on it is a loop, also while the container runs
 * in between: the condition must not change with every try.
 */
function isCrashing(container: ContainerStatus): boolean {
  const { state, restartCount, started } = container;
  if (state?.waiting?.reason === 'CrashLoopBackOff') return true;
  const ended = lastEnd(container);
  if (!ended || ended.exitCode === 0) return false;
  if (state?.terminated) return restartCount >= 1;
  return restartCount >= 2 && started !== true;
}

function lastEnd({ state, lastState }: ContainerStatus) {
  return state?.terminated ?? lastState?.terminated;
}

function trouble(
  reason: PodTrouble['reason'],
  pod: Pod,
  problem: string,
): PodTrouble {
  return { reason, facts: { pod: pod.metadata.name, problem } };
}
