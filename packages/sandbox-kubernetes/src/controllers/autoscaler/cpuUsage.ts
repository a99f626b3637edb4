import { quantityValue } from '../../api/builtins/quantity';
import type { ObjectStore } from '../../api';
import type { PodLoad } from '../PodLoad';
import { isActive, isReady } from '../podPhase';
import { selects, type StoredDeployment, type StoredPod } from '../stored';

/** Mean use of the ready pods. */
export interface CpuUsage {
  millicores: number;
  /** Of the CPU that the pods request; undefined when they request none, or none is ready. */
  percent?: number;
}

/** What the model says that the pods of a Deployment use. */
export function cpuUsage(
  store: ObjectStore,
  load: PodLoad,
  { metadata, spec }: StoredDeployment,
): CpuUsage {
  const pods = store
    .list<StoredPod>('Pod', { namespace: metadata.namespace })
    .filter(pod => selects(spec?.selector.matchLabels, pod.metadata.labels))
    .filter(pod => isActive(pod) && isReady(pod));
  if (pods.length === 0) return { millicores: 0 };
  const used = pods.reduce(
    (sum, pod) => sum + load.millicores(pod.metadata.uid),
    0,
  );
  const requested = pods.reduce((sum, pod) => sum + requestedCpu(pod), 0);
  return {
    millicores: Math.round(used / pods.length),
    ...(requested > 0 ? { percent: Math.round((used / requested) * 100) } : {}),
  };
}

function requestedCpu({ spec }: StoredPod): number {
  return (spec?.containers ?? []).reduce((sum, { resources }) => {
    const { cpu = resources?.limits?.cpu ?? '0' } = resources?.requests ?? {};
    return sum + quantityValue(cpu) * 1000;
  }, 0);
}
