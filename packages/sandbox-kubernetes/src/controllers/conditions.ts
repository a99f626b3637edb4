/** A condition as all kinds of apps/v1, batch/v1 and core/v1 have it. */
export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastUpdateTime?: string;
}

/** The time as Kubernetes writes it: seconds. */
export function timeText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** The conditions with this one in its place. `lastTransitionTime` moves only with the status. */
export function withCondition<T extends Condition>(
  conditions: T[] | undefined,
  condition: T,
  now: number,
): T[] {
  const before = (conditions ?? []).find(({ type }) => type === condition.type);
  const lastTransitionTime =
    before?.status === condition.status
      ? before.lastTransitionTime
      : timeText(now);
  const next = { ...condition, lastTransitionTime };
  return before
    ? (conditions ?? []).map(one => (one === before ? next : one))
    : [...(conditions ?? []), next];
}
