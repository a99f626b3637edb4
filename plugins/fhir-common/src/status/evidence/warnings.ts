import type { SnapshotObject } from '../snapshot';
import { objectsOf, type ObjectOf } from './kinds';
import { shorten } from './shorten';

/** The events about an object, in the order of the snapshot: newest last. */
export function eventsAbout(
  events: readonly SnapshotObject[],
  { kind, metadata }: Pick<SnapshotObject, 'kind' | 'metadata'>,
): Array<ObjectOf<'Event'>> {
  return inOrder(events).filter(({ involvedObject }) =>
    involvedObject.uid && metadata.uid
      ? involvedObject.uid === metadata.uid
      : involvedObject.kind === kind && involvedObject.name === metadata.name,
  );
}

/** The essence of the last Warning about an object; undefined when something normal happened to it since. */
export function lastWarning(
  events: readonly SnapshotObject[],
  object: Pick<SnapshotObject, 'kind' | 'metadata'>,
): string | undefined {
  const last = eventsAbout(events, object).at(-1);
  return last?.type === 'Warning' && last.message
    ? shorten(last.message)
    : undefined;
}

function inOrder(events: readonly SnapshotObject[]): Array<ObjectOf<'Event'>> {
  return events.flatMap(event => objectsOf([event], 'Event'));
}
