import type { KubeObject } from '../../contract';
import {
  isObject,
  numberAt,
  objectAt,
  objectsAt,
  stringAt,
  type JsonObject,
} from '../../jsonValue';
import { age } from '../humanDuration';
import { isTrue } from './cells';

/** What `kubectl get pods` says of a pod. */
export interface PodStatus {
  ready: string;
  status: string;
  restarts: string;
}

interface Restarts {
  count: number;
  last?: string;
}

interface Containers {
  reason: string;
  ready: number;
  restarts: Restarts;
}

/** Sums a pod up by its containers. Source: printPod in pkg/printers/internalversion/printers.go. */
export function podStatus(pod: KubeObject, now: number): PodStatus {
  const inits = objectsAt(pod, 'spec', 'initContainers');
  const sidecars = inits.filter(isSidecar);
  const total = objectsAt(pod, 'spec', 'containers').length + sidecars.length;
  const start = readInits(pod, firstReason(pod), inits);
  const isStarted = !start.isInitializing || isTrue(pod, 'Initialized');
  const end = isStarted ? readContainers(pod, start) : start;
  return {
    ready: `${end.ready}/${total}`,
    status: finalReason(pod, end.reason),
    restarts: restartText(end.restarts, now),
  };
}

function firstReason(pod: KubeObject): string {
  const isGated = objectsAt(pod, 'status', 'conditions').some(
    one => one.type === 'PodScheduled' && one.reason === 'SchedulingGated',
  );
  if (isGated) return 'SchedulingGated';
  return (
    stringAt(pod, 'status', 'reason') ||
    (stringAt(pod, 'status', 'phase') ?? '')
  );
}

function isSidecar(container: JsonObject): boolean {
  return container.restartPolicy === 'Always';
}

function addRestarts(sum: Restarts, status: JsonObject): Restarts {
  const ended = stringAt(status, 'lastState', 'terminated', 'finishedAt');
  const last = [sum.last, ended]
    .filter(one => one !== undefined)
    .sort()
    .at(-1);
  return { count: sum.count + (numberAt(status, 'restartCount') ?? 0), last };
}

interface Start extends Containers {
  isInitializing: boolean;
  sidecarRestarts: Restarts;
}

function readInits(
  pod: KubeObject,
  reason: string,
  inits: JsonObject[],
): Start {
  let restarts: Restarts = { count: 0 };
  let sidecarRestarts: Restarts = { count: 0 };
  let ready = 0;
  for (const [index, status] of objectsAt(
    pod,
    'status',
    'initContainerStatuses',
  ).entries()) {
    const isRunningOn = inits.some(
      one => one.name === status.name && isSidecar(one),
    );
    restarts = addRestarts(restarts, status);
    if (isRunningOn) sidecarRestarts = addRestarts(sidecarRestarts, status);
    if (numberAt(status, 'state', 'terminated', 'exitCode') === 0) continue;
    if (isRunningOn && status.started === true) {
      if (status.ready === true) ready += 1;
      continue;
    }
    const why = initReason(status) ?? `Init:${index}/${inits.length}`;
    return {
      reason: why,
      ready,
      restarts,
      sidecarRestarts,
      isInitializing: true,
    };
  }
  return { reason, ready, restarts, sidecarRestarts, isInitializing: false };
}

function initReason(status: JsonObject): string | undefined {
  const ended = objectAt(status, 'state', 'terminated');
  if (ended) return `Init:${endReason(ended)}`;
  const waiting = stringAt(status, 'state', 'waiting', 'reason');
  return waiting && waiting !== 'PodInitializing'
    ? `Init:${waiting}`
    : undefined;
}

function endReason(ended: JsonObject): string {
  if (ended.reason) return String(ended.reason);
  return ended.signal
    ? `Signal:${ended.signal}`
    : `ExitCode:${ended.exitCode ?? 0}`;
}

function readContainers(pod: KubeObject, start: Start): Containers {
  let { reason, ready, sidecarRestarts: restarts } = start;
  let hasRunning = false;
  let failure = '';
  for (const status of objectsAt(
    pod,
    'status',
    'containerStatuses',
  ).reverse()) {
    restarts = addRestarts(restarts, status);
    const waiting = stringAt(status, 'state', 'waiting', 'reason');
    const ended = objectAt(status, 'state', 'terminated');
    if (waiting) reason = waiting;
    else if (ended) {
      reason = endReason(ended);
      if (ended.exitCode !== 0) failure = reason;
    } else if (
      status.ready === true &&
      isObject(objectAt(status, 'state')?.running)
    ) {
      hasRunning = true;
      ready += 1;
    }
  }
  if (reason === 'Completed') {
    if (hasRunning && isTrue(pod, 'Ready')) reason = 'Running';
    else if (failure) reason = failure;
    else if (hasRunning) reason = 'NotReady';
  }
  return { reason, ready, restarts };
}

function finalReason(pod: KubeObject, reason: string): string {
  if (!pod.metadata.deletionTimestamp) return reason;
  if (stringAt(pod, 'status', 'reason') === 'NodeLost') return 'Unknown';
  const phase = stringAt(pod, 'status', 'phase');
  return phase === 'Succeeded' || phase === 'Failed' ? reason : 'Terminating';
}

function restartText({ count, last }: Restarts, now: number): string {
  return count > 0 && last ? `${count} (${age(last, now)} ago)` : String(count);
}
