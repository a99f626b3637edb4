import type { SnapshotObject } from '@fhir-on-aks/plugin-fhir-common';

/**
 * The objects of one cluster by uid, and who belongs to whom by owner reference. Streams of several kinds arrive in any
 * order: a child may be here before its owner.
 */
export class ObjectIndex {
  readonly #byUid = new Map<string, SnapshotObject>();
  readonly #byOwner = new Map<string, Set<string>>();

  /** Adds an object or replaces the one of the same uid; without a uid it cannot be placed. */
  put(object: SnapshotObject): void {
    const { uid } = object.metadata;
    if (!uid) return;
    this.remove(uid);
    this.#byUid.set(uid, object);
    for (const owner of object.metadata.ownerReferences ?? []) {
      const owned = this.#byOwner.get(owner.uid) ?? new Set<string>();
      this.#byOwner.set(owner.uid, owned.add(uid));
    }
  }

  /** Takes an object out; its children stay until they are removed themselves. */
  remove(uid: string): void {
    const object = this.#byUid.get(uid);
    this.#byUid.delete(uid);
    for (const owner of object?.metadata.ownerReferences ?? []) {
      const owned = this.#byOwner.get(owner.uid);
      owned?.delete(uid);
      if (owned?.size === 0) this.#byOwner.delete(owner.uid);
    }
  }

  /** The object of a uid. */
  get(uid: string): SnapshotObject | undefined {
    return this.#byUid.get(uid);
  }

  /** Everything that belongs to an object, at any depth, owners before what they own. */
  descendants(uid: string): SnapshotObject[] {
    const found = new Map<string, SnapshotObject>();
    const waiting = [uid];
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      for (const child of this.#byOwner.get(next) ?? []) {
        const object = this.#byUid.get(child);
        if (!object || found.has(child)) continue;
        found.set(child, object);
        waiting.push(child);
      }
    }
    return [...found.values()];
  }

  /** The Fhir that an object belongs to, at any depth; a Fhir belongs to itself. */
  rootOf(object: SnapshotObject): SnapshotObject | undefined {
    const seen = new Set<string>();
    let at: SnapshotObject | undefined = object;
    while (at && at.kind !== 'Fhir') {
      const owner: string | undefined = at.metadata.ownerReferences?.[0]?.uid;
      if (!owner || seen.has(owner)) return undefined;
      seen.add(owner);
      at = this.#byUid.get(owner);
    }
    return at;
  }
}
