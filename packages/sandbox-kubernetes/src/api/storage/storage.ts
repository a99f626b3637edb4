import type { KubeObject } from '../contract';
import { deepFreeze } from '../jsonValue';
import { EventHistory, type Change } from './eventHistory';

/** Where changes go to survive the process. */
export interface Journal {
  put(storageKey: string, key: string, object: KubeObject): void;
  remove(storageKey: string, key: string, revision: number): void;
}

interface Table {
  objects: Map<string, KubeObject>;
  sorted?: string[];
  history: EventHistory;
  listeners: Set<(change: Change) => void>;
}

export function objectKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

function keyOf(object: KubeObject): string {
  return objectKey(object.metadata.namespace ?? '', object.metadata.name);
}

/** All objects, with one revision counter over all of them, as etcd has it. Objects are frozen. */
export class Storage {
  private readonly tables = new Map<string, Table>();
  private readonly allListeners = new Set<
    (storageKey: string, change: Change) => void
  >();
  private current = 1;
  /** History before this revision is unknown, whatever the resource. */
  private floor = 0;
  journal?: Journal;

  constructor(private readonly historyLimit: number) {}

  get revision(): number {
    return this.current;
  }

  get(storageKey: string, key: string): KubeObject | undefined {
    return this.tables.get(storageKey)?.objects.get(key);
  }

  size(storageKey: string): number {
    return this.tables.get(storageKey)?.objects.size ?? 0;
  }

  /** Every object of a resource, by namespace and name. */
  list(storageKey: string): KubeObject[] {
    const table = this.tables.get(storageKey);
    if (!table) return [];
    table.sorted ??= [...table.objects.keys()].sort();
    const objects: KubeObject[] = [];
    for (const key of table.sorted) {
      const object = table.objects.get(key);
      if (object) objects.push(object);
    }
    return objects;
  }

  /** The objects as they were at a revision; undefined when that is forgotten. */
  listAt(storageKey: string, revision: number): KubeObject[] | undefined {
    if (revision === this.current) return this.list(storageKey);
    const table = this.table(storageKey);
    const undo = table.history.since(revision);
    if (!undo) return undefined;
    const objects = new Map(table.objects);
    for (const change of undo.reverse()) {
      if (change.previous) objects.set(change.key, change.previous);
      else objects.delete(change.key);
    }
    return [...objects.keys()].sort().flatMap(key => objects.get(key) ?? []);
  }

  /** Writes an object under the next revision and tells everyone. */
  put(storageKey: string, object: KubeObject): KubeObject {
    const table = this.table(storageKey);
    const key = keyOf(object);
    const previous = table.objects.get(key);
    this.current += 1;
    object.metadata.resourceVersion = String(this.current);
    const stored = deepFreeze(object);
    table.objects.set(key, stored);
    if (!previous) table.sorted = undefined;
    this.journal?.put(storageKey, key, stored);
    this.publish(storageKey, table, {
      type: previous ? 'MODIFIED' : 'ADDED',
      revision: this.current,
      key,
      object: stored,
      previous,
    });
    return stored;
  }

  /** Takes an object away; the answer carries the revision of the deletion. */
  remove(storageKey: string, object: KubeObject): KubeObject {
    const table = this.table(storageKey);
    const key = keyOf(object);
    const previous = table.objects.get(key);
    this.current += 1;
    const last = deepFreeze({
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(this.current) },
    });
    table.objects.delete(key);
    table.sorted = undefined;
    this.journal?.remove(storageKey, key, this.current);
    this.publish(storageKey, table, {
      type: 'DELETED',
      revision: this.current,
      key,
      object: last,
      previous,
    });
    return last;
  }

  changesSince(storageKey: string, revision: number): Change[] | undefined {
    return this.table(storageKey).history.since(revision);
  }

  listen(storageKey: string, listener: (change: Change) => void): () => void {
    const { listeners } = this.table(storageKey);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  listenAll(
    listener: (storageKey: string, change: Change) => void,
  ): () => void {
    this.allListeners.add(listener);
    return () => this.allListeners.delete(listener);
  }

  storageKeys(): string[] {
    return [...this.tables.keys()];
  }

  /** Puts objects back as a journal kept them: no revision is used, nobody is told. */
  restore(
    objects: Iterable<[storageKey: string, object: KubeObject]>,
    revision: number,
  ): void {
    this.current = Math.max(this.current, revision);
    for (const [storageKey, object] of objects) {
      this.table(storageKey).objects.set(keyOf(object), deepFreeze(object));
    }
    this.compact();
  }

  /** Forgets all history: every watch that resumes from before gets 410. */
  compact(): void {
    this.floor = this.current;
    for (const table of this.tables.values()) {
      table.history.compact(this.current);
      table.sorted = undefined;
    }
  }

  private table(storageKey: string): Table {
    let table = this.tables.get(storageKey);
    if (!table) {
      table = {
        objects: new Map(),
        history: new EventHistory(this.historyLimit, this.floor),
        listeners: new Set(),
      };
      this.tables.set(storageKey, table);
    }
    return table;
  }

  private publish(storageKey: string, table: Table, change: Change): void {
    table.history.push(change);
    for (const listener of [...table.listeners]) listener(change);
    for (const listener of [...this.allListeners]) listener(storageKey, change);
  }
}
