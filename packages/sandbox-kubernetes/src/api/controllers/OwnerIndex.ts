import type { KubeObject } from '../contract';

/** An object by where it is kept. */
export interface Place {
  storageKey: string;
  key: string;
}

/** Who depends on whom: the dependents of every owner, by uid. */
export class OwnerIndex {
  private readonly byOwner = new Map<string, Map<string, Place>>();
  private readonly ownersOf = new Map<string, string[]>();

  /** Takes in the owner references that an object has now; none when it is gone. */
  set(place: Place, object: KubeObject | undefined): void {
    const id = `${place.storageKey} ${place.key}`;
    for (const uid of this.ownersOf.get(id) ?? []) {
      const dependents = this.byOwner.get(uid);
      dependents?.delete(id);
      if (dependents?.size === 0) this.byOwner.delete(uid);
    }
    const owners = (object?.metadata.ownerReferences ?? []).map(one => one.uid);
    if (owners.length === 0) {
      this.ownersOf.delete(id);
      return;
    }
    this.ownersOf.set(id, owners);
    for (const uid of owners) {
      const dependents = this.byOwner.get(uid) ?? new Map<string, Place>();
      this.byOwner.set(uid, dependents.set(id, place));
    }
  }

  dependents(uid: string): Place[] {
    return [...(this.byOwner.get(uid)?.values() ?? [])];
  }

  /** Every object that has an owner. */
  owned(): Place[] {
    return [...this.ownersOf.keys()].map(id => {
      const space = id.indexOf(' ');
      return { storageKey: id.slice(0, space), key: id.slice(space + 1) };
    });
  }
}
