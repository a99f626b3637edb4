import type { HorizontalPodAutoscalerSpec } from 'kubernetes-types/autoscaling/v2';

const tolerance = 0.1;

/** How many replicas there shall be. */
export interface Decision {
  replicas: number;
  /** The wanted number was outside the bounds. */
  limited: boolean;
}

/** The number of replicas that brings the use to its target; `stabilized` holds back a decrease. */
export function decide(
  spec: HorizontalPodAutoscalerSpec,
  current: number,
  percent: number | undefined,
  stabilized: (desired: number) => number,
): Decision {
  // 0 replicas means that autoscaling is switched off.
  if (current === 0) return { replicas: current, limited: false };
  const target = targetPercent(spec);
  const ratio = percent && target ? percent / target : 1;
  const wanted =
    Math.abs(ratio - 1) <= tolerance ? current : Math.ceil(current * ratio);
  const calm = stabilized(wanted);
  const desired = Math.min(
    spec.maxReplicas,
    Math.max(spec.minReplicas ?? 1, calm),
  );
  return { replicas: desired, limited: desired !== calm };
}

function targetPercent({
  metrics,
}: HorizontalPodAutoscalerSpec): number | undefined {
  return metrics?.find(({ resource }) => resource?.name === 'cpu')?.resource
    ?.target.averageUtilization;
}

/** The highest number that was wanted lately, so that a short lull takes no pods away. */
export class Recommendations {
  private readonly made = new Map<string, { at: number; replicas: number }[]>();

  highest(
    key: string,
    replicas: number,
    windowSeconds: number,
    now: number,
  ): number {
    const since = now - windowSeconds * 1000;
    const recent = (this.made.get(key) ?? []).filter(({ at }) => at >= since);
    recent.push({ at: now, replicas });
    this.made.set(key, recent);
    return Math.max(...recent.map(one => one.replicas));
  }
}
