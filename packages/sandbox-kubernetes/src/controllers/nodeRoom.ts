import { quantityValue } from '../api/builtins/quantity';
import type { StoredPod } from './stored';

/** What a node offers. */
export interface NodeRoom {
  labels: Record<string, string>;
  unschedulable: boolean;
  allocatable: Record<string, string>;
}

/** Why the pod does not fit beside the pods that are there, in the words of the scheduler; undefined when it does. */
export function fits(
  pod: StoredPod,
  { labels, unschedulable, allocatable }: NodeRoom,
  here: StoredPod[],
): string | undefined {
  if (unschedulable) return 'node(s) were unschedulable';
  const selector = Object.entries(pod.spec?.nodeSelector ?? {});
  if (selector.some(([key, value]) => labels[key] !== value)) {
    return "node(s) didn't match Pod's node affinity/selector";
  }
  if (here.length + 1 > quantityValue(allocatable.pods ?? '110')) {
    return 'Too many pods';
  }
  const all = [...here, pod];
  return (
    ['cpu', 'memory']
      .filter(resource => {
        const wanted = all.reduce(
          (sum, one) => sum + request(one, resource),
          0,
        );
        return wanted > quantityValue(allocatable[resource] ?? '0');
      })
      .map(resource => `Insufficient ${resource}`)
      .join(', 1 ') || undefined
  );
}

function request({ spec }: StoredPod, resource: string): number {
  return (spec?.containers ?? []).reduce((sum, { resources }) => {
    const text =
      resources?.requests?.[resource] ?? resources?.limits?.[resource];
    return sum + (text === undefined ? 0 : quantityValue(text));
  }, 0);
}
