import type { KubeObject, ListOptions } from '../contract';
import { objectMatcher, type ObjectMatcher } from '../selectors/objectMatcher';
import { expired } from '../statusError';
import type { Change } from '../storage/eventHistory';
import type { ResourceType } from '../types/resourceType';
import { asVersion, type Core } from './core';
import { parseRevision, tooLarge } from './listObjects';

export interface WatchRequest extends ListOptions {
  resourceVersion?: string;
  sendInitialEvents?: boolean;
}

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubeObject;
  revision: number;
}

export interface WatchStart {
  /** What comes first: the objects of now, or the changes since the asked revision. */
  initial: WatchEvent[];
  /** The revision that the initial events lead to. */
  revision: number;
  /** Follows from there; the returned function ends it. */
  follow: (send: (event: WatchEvent) => void) => () => void;
}

/**
 * Starts a watch as the API server does. Objects that come to fit the selectors are ADDED,
 * those that no longer do are DELETED. 410 when the asked revision is forgotten.
 */
export function startWatch(
  core: Core,
  type: ResourceType,
  request: WatchRequest,
): WatchStart {
  const matches = objectMatcher(type, request);
  const asked = parseRevision(request.resourceVersion);
  if (asked > core.storage.revision) throw tooLarge(core, asked);
  const fromNow =
    asked === 0
      ? request.sendInitialEvents !== false
      : request.sendInitialEvents === true;
  return {
    initial: fromNow
      ? currentObjects(core, type, matches)
      : missedChanges(core, type, matches, asked || core.storage.revision),
    revision: core.storage.revision,
    follow: send =>
      core.storage.listen(type.storageKey, change => {
        const event = visibleEvent(type, matches, change);
        if (event) send(event);
      }),
  };
}

function currentObjects(
  core: Core,
  type: ResourceType,
  matches: ObjectMatcher,
): WatchEvent[] {
  return core.storage
    .list(type.storageKey)
    .map(stored => asVersion(type, stored))
    .filter(matches)
    .map(object => ({
      type: 'ADDED',
      object,
      revision: Number(object.metadata.resourceVersion),
    }));
}

function missedChanges(
  core: Core,
  type: ResourceType,
  matches: ObjectMatcher,
  revision: number,
): WatchEvent[] {
  const changes = core.storage.changesSince(type.storageKey, revision);
  if (!changes) {
    throw expired(
      `too old resource version: ${revision} (${core.storage.revision})`,
    );
  }
  return changes.flatMap(change => visibleEvent(type, matches, change) ?? []);
}

function visibleEvent(
  type: ResourceType,
  matches: ObjectMatcher,
  change: Change,
): WatchEvent | undefined {
  const object = asVersion(type, change.object);
  const before =
    change.previous !== undefined && matches(asVersion(type, change.previous));
  const after = change.type !== 'DELETED' && matches(object);
  const { revision } = change;
  if (after) return { type: before ? 'MODIFIED' : 'ADDED', object, revision };
  return before ? { type: 'DELETED', object, revision } : undefined;
}
