import type { StoredPod } from './stored';

/** Whether the pod counts as one of its controller's. */
export function isActive(pod: StoredPod): boolean {
  const { phase } = pod.status ?? {};
  return (
    !pod.metadata.deletionTimestamp &&
    phase !== 'Succeeded' &&
    phase !== 'Failed'
  );
}

export function isReady(pod: StoredPod): boolean {
  return readyCondition(pod)?.status === 'True';
}

/** Milliseconds until the ready pod counts as available; undefined when it is not ready. */
export function availableIn(
  pod: StoredPod,
  minReadySeconds: number,
  now: number,
): number | undefined {
  const ready = readyCondition(pod);
  if (ready?.status !== 'True') return undefined;
  const since = Date.parse(ready.lastTransitionTime ?? '');
  return Math.max(0, since + minReadySeconds * 1000 - now);
}

function readyCondition(pod: StoredPod) {
  return pod.status?.conditions?.find(({ type }) => type === 'Ready');
}
