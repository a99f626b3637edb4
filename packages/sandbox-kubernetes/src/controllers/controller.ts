import type { Clock, ObjectStore } from '../api';
import type { EventRecorder } from './EventRecorder';
import { KeyedQueue } from './KeyedQueue';

/** What every controller works with. */
export interface ControllerContext {
  store: ObjectStore;
  clock: Clock;
  events: EventRecorder;
  onError: (error: unknown) => void;
}

/** Watches one kind and names the keys to reconcile; returns the end of the watch. */
export type Source = (
  store: ObjectStore,
  add: (key: string) => void,
) => () => void;

/** Reconciles a key; `again` asks for another round later. */
export type Reconcile = (
  key: string,
  again: (milliseconds: number) => void,
) => void;

/** Runs a control loop until the returned function is called. */
export function runController(
  { store, clock, onError }: ControllerContext,
  sources: Source[],
  reconcile: Reconcile,
): () => void {
  const queue: KeyedQueue = new KeyedQueue(
    key => reconcile(key, milliseconds => queue.addAfter(key, milliseconds)),
    clock,
    onError,
  );
  const ends = sources.map(source => source(store, key => queue.add(key)));
  return () => {
    for (const end of ends) end();
    queue.stop();
  };
}

/** The keys that an object of this kind concerns, whenever it is added, changed or deleted. */
export function watching<T>(
  kind: string,
  keysOf: (object: T) => (string | undefined)[],
): Source {
  return (store, add) =>
    store.watch<T>(kind, ({ object }) => {
      for (const key of keysOf(object)) if (key) add(key);
    });
}
