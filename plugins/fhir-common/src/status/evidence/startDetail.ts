import type { SnapshotObject } from '../snapshot';
import { isReady } from './podTrouble';
import type { ObjectOf } from './kinds';
import { eventsAbout } from './warnings';

/** How far pods that are not ready have come: the image is pulled, or the server runs and prepares itself. */
export function startDetail(
  pods: ReadonlyArray<ObjectOf<'Pod'>>,
  events: readonly SnapshotObject[],
): 'pulling' | 'running' | undefined {
  const late = pods.filter(pod => !isReady(pod));
  if (late.some(runs)) return 'running';
  const pulls = (pod: ObjectOf<'Pod'>) =>
    eventsAbout(events, pod).at(-1)?.reason === 'Pulling';
  return late.some(pulls) ? 'pulling' : undefined;
}

// Started means that the startup probe has passed; until then the port is closed, while the schema is made.
function runs({ status }: ObjectOf<'Pod'>): boolean {
  return (status?.containerStatuses ?? []).some(
    ({ state, started }) => state?.running !== undefined && started === false,
  );
}
