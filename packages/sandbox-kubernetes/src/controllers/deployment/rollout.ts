/** What a rollout looks at of one ReplicaSet. */
export interface RevisionReplicas {
  name: string;
  createdAt: string;
  /** `spec.replicas` */
  wanted: number;
  available: number;
}

/** A decision: this ReplicaSet gets so many replicas. */
export interface Scaling {
  name: string;
  replicas: number;
}

/** What the Deployment asks for, as numbers of pods. */
export interface RolloutBounds {
  replicas: number;
  maxSurge: number;
  maxUnavailable: number;
}

/** The next step of a rolling update; empty when there is none now. As deployment/rolling.go of Kubernetes. */
export function rollingStep(
  bounds: RolloutBounds,
  current: RevisionReplicas,
  old: RevisionReplicas[],
): Scaling[] {
  const grown = grownCurrent(bounds, current, old);
  if (grown !== current.wanted) {
    return [{ name: current.name, replicas: grown }];
  }
  return shrinkOld(bounds, current, old);
}

/** Recreate: nothing new before everything old is gone. */
export function recreateStep(
  { replicas }: RolloutBounds,
  current: RevisionReplicas,
  old: RevisionReplicas[],
  oldPodsLeft: boolean,
): Scaling[] {
  const shrunk = old
    .filter(({ wanted }) => wanted > 0)
    .map(({ name }) => ({ name, replicas: 0 }));
  if (shrunk.length > 0) return shrunk;
  if (oldPodsLeft || current.wanted === replicas) return [];
  return [{ name: current.name, replicas }];
}

/** The number of replicas was changed in the middle of a rollout, or while paused: all grow or shrink in proportion. */
export function proportionalScale(
  { replicas, maxSurge }: RolloutBounds,
  all: RevisionReplicas[],
): Scaling[] {
  const active = all.filter(({ wanted }) => wanted > 0);
  if (active.length <= 1) {
    const [only = all[0]] = active;
    if (!only || only.wanted === replicas) return [];
    return [{ name: only.name, replicas }];
  }
  const allowed = replicas > 0 ? replicas + maxSurge : 0;
  const total = sum(active, 'wanted');
  const largest = [...active].sort((a, b) => b.wanted - a.wanted);
  let left = allowed;
  return largest.flatMap(({ name, wanted }, index) => {
    const share =
      index === largest.length - 1
        ? left
        : Math.min(left, Math.round((wanted * allowed) / total));
    left -= share;
    return share === wanted ? [] : [{ name, replicas: share }];
  });
}

function grownCurrent(
  { replicas, maxSurge }: RolloutBounds,
  current: RevisionReplicas,
  old: RevisionReplicas[],
): number {
  if (current.wanted >= replicas) return replicas;
  const total = current.wanted + sum(old, 'wanted');
  const room = Math.max(0, replicas + maxSurge - total);
  return current.wanted + Math.min(room, replicas - current.wanted);
}

function shrinkOld(
  { replicas, maxUnavailable }: RolloutBounds,
  current: RevisionReplicas,
  old: RevisionReplicas[],
): Scaling[] {
  const minimum = replicas - maxUnavailable;
  const all = [current, ...old];
  const currentUnavailable = current.wanted - current.available;
  const most = sum(all, 'wanted') - minimum - currentUnavailable;
  if (most <= 0) return [];
  const wanted = new Map(old.map(one => [one.name, one.wanted]));
  const oldestFirst = [...old].sort((a, b) =>
    a.createdAt.localeCompare(b.createdAt),
  );
  takeAway(wanted, oldestFirst, most, one => one.wanted - one.available);
  const spare = sum(all, 'available') - minimum;
  takeAway(wanted, oldestFirst, spare, one => wanted.get(one.name) ?? 0);
  return old
    .filter(one => wanted.get(one.name) !== one.wanted)
    .map(({ name }) => ({ name, replicas: wanted.get(name) ?? 0 }));
}

/** Takes at most `most` replicas, of each ReplicaSet at most what it can give. */
function takeAway(
  wanted: Map<string, number>,
  from: RevisionReplicas[],
  most: number,
  canGive: (one: RevisionReplicas) => number,
): void {
  let left = most;
  for (const one of from) {
    const taken = Math.max(0, Math.min(left, canGive(one)));
    wanted.set(one.name, (wanted.get(one.name) ?? 0) - taken);
    left -= taken;
  }
}

function sum(all: RevisionReplicas[], field: 'wanted' | 'available'): number {
  return all.reduce((total, one) => total + one[field], 0);
}
