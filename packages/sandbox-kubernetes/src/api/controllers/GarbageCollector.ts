import type { KubeObject, OwnerReference, RemoveOptions } from '../contract';
import type { Core, WriteContext } from '../operations/core';
import { patchObject } from '../operations/patchObject';
import { removeObject } from '../operations/removeObject';
import type { Change } from '../storage/eventHistory';
import { definitionsKey } from '../types/registerTypes';
import type { ResourceType } from '../types/resourceType';
import type { DeferredWork } from './DeferredWork';
import { OwnerIndex, type Place } from './OwnerIndex';
import {
  foreground,
  isHeldBy,
  orphan,
  ownerState,
  waitsForDependents,
} from './ownerState';

const context: WriteContext = {
  fieldManager: 'kube-controller-manager',
  dryRun: false,
  fieldValidation: 'Ignore',
  warn: () => {},
};

/**
 * Deletes objects whose owners are gone, and carries out foreground and orphaning deletion.
 * Model: pkg/controller/garbagecollector/garbagecollector.go of Kubernetes.
 */
export class GarbageCollector {
  private readonly index = new OwnerIndex();

  constructor(
    private readonly core: Core,
    private readonly work: DeferredWork,
  ) {
    for (const storageKey of core.storage.storageKeys()) {
      for (const object of core.storage.list(storageKey)) {
        this.see(placeOf(storageKey, object), object);
      }
    }
  }

  onChange(storageKey: string, change: Change): void {
    const place = { storageKey, key: change.key };
    if (change.type === 'DELETED') {
      this.index.set(place, undefined);
      const { uid } = change.object.metadata;
      this.visitDependents(uid);
      this.visitOwners(change.previous);
    } else {
      this.see(place, change.object);
      if (ownersDiffer(change)) this.visitOwners(change.previous);
    }
    // A kind that was not served may be the kind of owners.
    if (storageKey === definitionsKey) {
      for (const owned of this.index.owned()) this.enqueue(owned);
    }
  }

  private see(place: Place, object: KubeObject): void {
    this.index.set(place, object);
    const { ownerReferences, deletionTimestamp, uid } = object.metadata;
    if (ownerReferences || deletionTimestamp) this.enqueue(place);
    if (deletionTimestamp) this.visitDependents(uid);
  }

  private enqueue(place: Place): void {
    this.work.add(`collect ${place.storageKey} ${place.key}`, () =>
      this.visit(place),
    );
  }

  private visitDependents(uid: string): void {
    for (const place of this.index.dependents(uid)) this.enqueue(place);
  }

  /** An owner that waits for its dependents may be done. */
  private visitOwners(dependent: KubeObject | undefined): void {
    for (const reference of dependent?.metadata.ownerReferences ?? []) {
      const type = this.core.types.byKind(reference.apiVersion, reference.kind);
      if (!type) continue;
      const namespace = type.namespaced ? dependent?.metadata.namespace : '';
      this.enqueue({
        storageKey: type.storageKey,
        key: `${namespace ?? ''}/${reference.name}`,
      });
    }
  }

  private visit({ storageKey, key }: Place): void {
    const object = this.core.storage.get(storageKey, key);
    const type = this.core.types.byStorageKey(storageKey);
    if (!object || !type) return;
    if (isHeldBy(object, orphan)) this.orphanDependents(type, object);
    else if (waitsForDependents(object)) this.finishForeground(type, object);
    else if (object.metadata.deletionTimestamp === undefined)
      this.collect(type, object);
  }

  /** Deletes an object without owners that are there, and forgets those that are not. */
  private collect(type: ResourceType, object: KubeObject): void {
    const references = object.metadata.ownerReferences ?? [];
    const states = references.map(one => ownerState(this.core, object, one));
    const isGone = (index: number) =>
      states[index] === 'absent' || states[index] === 'waiting';
    if (references.length === 0 || states.includes('unknown')) return;
    if (states.includes('solid')) {
      const kept = references.filter((_, index) => !isGone(index));
      if (kept.length < references.length) this.setOwners(type, object, kept);
      return;
    }
    const hasDependents = this.index.dependents(object.metadata.uid).length > 0;
    const policy =
      states.includes('waiting') && hasDependents
        ? 'Foreground'
        : ownPolicy(object);
    this.remove(type, object, { propagationPolicy: policy });
  }

  private orphanDependents(type: ResourceType, owner: KubeObject): void {
    for (const { storageKey, key } of this.index.dependents(
      owner.metadata.uid,
    )) {
      const dependent = this.core.storage.get(storageKey, key);
      const dependentType = this.core.types.byStorageKey(storageKey);
      if (!dependent || !dependentType) continue;
      const references = dependent.metadata.ownerReferences ?? [];
      const kept = references.filter(one => one.uid !== owner.metadata.uid);
      this.setOwners(dependentType, dependent, kept);
    }
    this.dropFinalizer(type, owner, orphan);
  }

  /** Dependents that block their owner's deletion are waited for, the others only deleted. */
  private finishForeground(type: ResourceType, owner: KubeObject): void {
    const { uid } = owner.metadata;
    const blocking = this.index
      .dependents(uid)
      .filter(({ storageKey, key }) =>
        this.core.storage
          .get(storageKey, key)
          ?.metadata.ownerReferences?.some(
            one => one.uid === uid && one.blockOwnerDeletion === true,
          ),
      );
    if (blocking.length === 0) this.dropFinalizer(type, owner, foreground);
  }

  private dropFinalizer(
    type: ResourceType,
    object: KubeObject,
    finalizer: string,
  ): void {
    const finalizers = (object.metadata.finalizers ?? []).filter(
      one => one !== finalizer,
    );
    this.patchMeta(type, object, { finalizers });
  }

  private setOwners(
    type: ResourceType,
    object: KubeObject,
    owners: OwnerReference[],
  ): void {
    this.patchMeta(type, object, {
      ownerReferences: owners.length > 0 ? owners : null,
    });
  }

  private patchMeta(
    type: ResourceType,
    object: KubeObject,
    metadata: object,
  ): void {
    const { namespace = '', name, uid } = object.metadata;
    const patch = { metadata: { uid, ...metadata } };
    patchObject(this.core, type, namespace, name, 'merge', patch, context);
  }

  private remove(
    type: ResourceType,
    object: KubeObject,
    options: RemoveOptions,
  ): void {
    const { namespace = '', name, uid } = object.metadata;
    removeObject(this.core, type, namespace, name, {
      ...options,
      preconditions: { uid },
    });
  }
}

function ownPolicy(object: KubeObject): RemoveOptions['propagationPolicy'] {
  const finalizers = object.metadata.finalizers ?? [];
  if (finalizers.includes(orphan)) return 'Orphan';
  return finalizers.includes(foreground) ? 'Foreground' : 'Background';
}

function ownersDiffer({ object, previous }: Change): boolean {
  return (
    JSON.stringify(object.metadata.ownerReferences) !==
    JSON.stringify(previous?.metadata.ownerReferences)
  );
}

function placeOf(storageKey: string, object: KubeObject): Place {
  const { namespace = '', name } = object.metadata;
  return { storageKey, key: `${namespace}/${name}` };
}
