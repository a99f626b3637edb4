import type { SnapshotObject } from '@fhir-on-aks/plugin-fhir-common';

/** Most events that are kept about one object; Kubernetes itself forgets them after an hour. */
const MOST_PER_OBJECT = 50;

/** Events by the uid of the object that they are about. */
export class EventIndex {
  readonly #byObject = new Map<string, Map<string, SnapshotObject>>();

  /** Adds an event or replaces it; returns the uid that it is about. */
  put(event: SnapshotObject): string | undefined {
    const about = aboutUid(event);
    const { uid } = event.metadata;
    if (!about || !uid) return undefined;
    const events =
      this.#byObject.get(about) ?? new Map<string, SnapshotObject>();
    events.delete(uid);
    events.set(uid, event);
    const [oldest] = events.keys();
    if (events.size > MOST_PER_OBJECT && oldest) events.delete(oldest);
    this.#byObject.set(about, events);
    return about;
  }

  /** Takes an event out. */
  remove(event: SnapshotObject): void {
    const about = aboutUid(event);
    const events = about ? this.#byObject.get(about) : undefined;
    events?.delete(event.metadata.uid ?? '');
    if (about && events?.size === 0) this.#byObject.delete(about);
  }

  /** Events about any of these objects, newest last. */
  about(uids: Iterable<string | undefined>): SnapshotObject[] {
    const found = [...uids].flatMap(uid => [
      ...(this.#byObject.get(uid ?? '')?.values() ?? []),
    ]);
    return found.sort((a, b) => time(a).localeCompare(time(b)));
  }
}

function aboutUid(event: SnapshotObject): string | undefined {
  const { involvedObject } = event;
  if (typeof involvedObject !== 'object' || !involvedObject) return undefined;
  const uid: unknown = Reflect.get(involvedObject, 'uid');
  return typeof uid === 'string' ? uid : undefined;
}

/** When an event was last seen; older and newer recorders fill different fields. */
function time(event: SnapshotObject): string {
  const candidates = [
    event.lastTimestamp,
    event.eventTime,
    event.metadata.creationTimestamp,
  ];
  return candidates.find(value => typeof value === 'string') ?? '';
}
