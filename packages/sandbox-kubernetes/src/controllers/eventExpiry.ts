import type { ObjectStore } from '../api';
import type { ControllerContext } from './controller';
import type { StoredMeta } from './stored';

const checkMilliseconds = 60_000;
const lifetimeMilliseconds = 3_600_000;

interface StoredEvent {
  metadata: StoredMeta;
  lastTimestamp?: string;
  eventTime?: string;
  series?: { lastObservedTime?: string };
}

/** Events live for an hour after their last time, whoever wrote them. */
export function startEventExpiry({
  store,
  clock,
  onError,
}: Pick<ControllerContext, 'store' | 'clock' | 'onError'>): () => void {
  let cancel = () => {};
  const check = () => {
    try {
      removeOld(store, clock.now() - lifetimeMilliseconds);
    } catch (error) {
      onError(error);
    }
    cancel = clock.after(checkMilliseconds, check);
  };
  check();
  return () => cancel();
}

function removeOld(store: ObjectStore, limit: number): void {
  for (const event of store.list<StoredEvent>('Event')) {
    if (lastTime(event) > limit) continue;
    store.remove('Event', event.metadata.namespace, event.metadata.name);
  }
}

function lastTime(event: StoredEvent): number {
  return Date.parse(
    event.series?.lastObservedTime ??
      event.lastTimestamp ??
      event.eventTime ??
      event.metadata.creationTimestamp,
  );
}
