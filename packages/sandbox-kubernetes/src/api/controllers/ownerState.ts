import type { KubeObject, OwnerReference } from '../contract';
import type { Core } from '../operations/core';
import { objectKey } from '../storage/storage';

/** What an owner reference points at, as the garbage collector sees it. */
export type OwnerState =
  /** The owner is there. */
  | 'solid'
  /** The owner is there, marked for foreground deletion: it waits for its dependents. */
  | 'waiting'
  /** There is no such owner. */
  | 'absent'
  /** It cannot be said: the kind is not served, or the owner could be in any namespace. The dependent is left alone. */
  | 'unknown';

export const foreground = 'foregroundDeletion';
export const orphan = 'orphan';

/** Looks an owner up by kind and name in the namespace of the dependent; another uid is another object. */
export function ownerState(
  core: Core,
  dependent: KubeObject,
  reference: OwnerReference,
): OwnerState {
  const type = core.types.byKind(reference.apiVersion, reference.kind);
  if (!type) return 'unknown';
  const { namespace } = dependent.metadata;
  if (type.namespaced && !namespace) return 'unknown';
  const place = objectKey(
    type.namespaced ? (namespace ?? '') : '',
    reference.name,
  );
  const owner = core.storage.get(type.storageKey, place);
  if (owner?.metadata.uid !== reference.uid) return 'absent';
  return waitsForDependents(owner) ? 'waiting' : 'solid';
}

/** Marked for foreground deletion. */
export function waitsForDependents(object: KubeObject): boolean {
  return isHeldBy(object, foreground);
}

/** Marked for deletion and held by a finalizer of the garbage collector. */
export function isHeldBy(object: KubeObject, finalizer: string): boolean {
  const { deletionTimestamp, finalizers } = object.metadata;
  return (
    deletionTimestamp !== undefined && (finalizers ?? []).includes(finalizer)
  );
}
