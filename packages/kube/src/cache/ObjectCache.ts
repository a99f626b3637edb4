import type { KubernetesObject, ObjectRef } from '../ClusterClient';
import { compareVersions } from './compareVersions';

/** A change of a cache. `initial` is true for what the very first list brought. */
export interface Change<T extends KubernetesObject> {
  type: 'added' | 'modified' | 'deleted';
  object: T;
  /** What the cache held before; left out for `added`. */
  old?: T;
  initial: boolean;
}

/** Lookup indexes: the values under which an object is found, by index name. */
export type Indexes<T> = Record<string, (object: T) => string[]>;

/** `namespace/name`, or `name` for cluster-scoped objects. */
export function keyOf({ namespace, name }: ObjectRef): string {
  return namespace ? `${namespace}/${name}` : name;
}

/**
 * Frozen objects by key and by index. Writes of our own are stored at once (`observe`), so that a reader sees them
 * before their watch event arrives; older events are then dropped.
 */
export class ObjectCache<T extends KubernetesObject> {
  /** resourceVersion up to which the watch has told everything. */
  version?: string;
  private readonly objects = new Map<string, T>();
  private readonly indexed = new Map<string, Map<string, T[]>>();

  constructor(private readonly indexes: Indexes<T> = {}) {
    for (const name of Object.keys(indexes)) this.indexed.set(name, new Map());
  }

  get size(): number {
    return this.objects.size;
  }

  get(ref: ObjectRef): T | undefined {
    return this.objects.get(keyOf(ref));
  }

  list(namespace?: string): T[] {
    const all = [...this.objects.values()];
    return namespace
      ? all.filter(({ metadata }) => metadata.namespace === namespace)
      : all;
  }

  byIndex(name: string, value: string): T[] {
    const index = this.indexed.get(name);
    if (!index) throw new Error(`there is no index '${name}'`);
    return [...(index.get(value) ?? [])];
  }

  /** Whether this very version stands here already: most events tell of writes of our own, whose answers came before. */
  holds({ metadata }: KubernetesObject): boolean {
    const old = this.objects.get(keyOf(metadata));
    const { uid, resourceVersion } = old?.metadata ?? {};
    return (
      resourceVersion !== undefined &&
      resourceVersion === metadata.resourceVersion &&
      uid === metadata.uid
    );
  }

  /** Takes an event of the watch; returns what changed: nothing for an old event, two changes when an object was made anew. */
  take(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: T): Array<Change<T>> {
    this.version = object.metadata.resourceVersion ?? this.version;
    const old = this.objects.get(keyOf(object.metadata));
    if (type === 'DELETED') {
      if (!old || isNewer(old, object)) return [];
      this.unset(old);
      return [{ type: 'deleted', object, old, initial: false }];
    }
    return this.upsert(object, false);
  }

  /** Takes a whole list; returns the differences. */
  replace(
    objects: Iterable<T>,
    version: string | undefined,
    initial: boolean,
  ): Array<Change<T>> {
    const changes: Array<Change<T>> = [];
    const listed = new Set<string>();
    for (const object of objects) {
      listed.add(keyOf(object.metadata));
      changes.push(...this.upsert(object, initial));
    }
    for (const old of this.list()) {
      const writtenSince =
        (compareVersions(old.metadata.resourceVersion, version) ?? 0) > 0;
      if (listed.has(keyOf(old.metadata)) || writtenSince) continue;
      this.unset(old);
      changes.push({ type: 'deleted', object: old, old, initial: false });
    }
    this.version = version;
    return changes;
  }

  /** Puts in the answer of a write of our own, unless the watch has gone past it. */
  observe(object: T): void {
    const { resourceVersion } = object.metadata;
    const ahead = compareVersions(resourceVersion, this.version);
    if (ahead === undefined || ahead <= 0) return;
    if (!object.metadata.uid) return;
    this.upsert(object, false);
  }

  private upsert(given: T, initial: boolean): Array<Change<T>> {
    const old = this.objects.get(keyOf(given.metadata));
    if (old && (sameVersion(old, given) || isNewer(old, given))) return [];
    const object = deepFreeze(given);
    if (old) this.unset(old);
    this.set(object);
    if (!old) return [{ type: 'added', object, initial }];
    if (old.metadata.uid === object.metadata.uid) {
      return [{ type: 'modified', object, old, initial: false }];
    }
    return [
      { type: 'deleted', object: old, old, initial: false },
      { type: 'added', object, initial: false },
    ];
  }

  private set(object: T): void {
    this.objects.set(keyOf(object.metadata), object);
    for (const [index, value] of this.placesOf(object)) {
      const found = index.get(value);
      if (found) found.push(object);
      else index.set(value, [object]);
    }
  }

  private unset(object: T): void {
    this.objects.delete(keyOf(object.metadata));
    for (const [index, value] of this.placesOf(object)) {
      const found = index.get(value) ?? [];
      const at = found.indexOf(object);
      if (at >= 0) found.splice(at, 1);
      if (found.length === 0) index.delete(value);
    }
  }

  private *placesOf(object: T): Generator<[Map<string, T[]>, string]> {
    for (const [name, index] of this.indexed) {
      const values = this.indexes[name]?.(object) ?? [];
      for (const value of new Set(values)) yield [index, value];
    }
  }
}

function sameVersion(a: KubernetesObject, b: KubernetesObject): boolean {
  const version = a.metadata.resourceVersion;
  return version !== undefined && version === b.metadata.resourceVersion;
}

function isNewer(a: KubernetesObject, than: KubernetesObject): boolean {
  const order = compareVersions(
    a.metadata.resourceVersion,
    than.metadata.resourceVersion,
  );
  return order !== undefined && order > 0;
}

function deepFreeze<V>(value: V): V {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) {
    return value;
  }
  for (const child of Object.values(value)) deepFreeze(child);
  return Object.freeze(value);
}
