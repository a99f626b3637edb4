import type { KubeObject, RemoveOptions } from '../contract';
import {
  listAt,
  numberAt,
  objectAt,
  stringAt,
  type JsonObject,
} from '../jsonValue';
import { toKubeObject } from '../kubeObject';
import { conflict, forbidden, notFound } from '../statusError';
import type { ResourceType } from '../types/resourceType';
import { asVersion, readStored, subjectOf, type Core } from './core';
import { thaw } from './prepareObject';

/** What a deletion came to: gone, or marked and waiting for finalizers or grace. */
export interface Removal {
  object: KubeObject;
  gone: boolean;
}

/** Deletes as DELETE does. */
export function removeObject(
  core: Core,
  type: ResourceType,
  namespace: string,
  name: string,
  options: RemoveOptions = {},
): Removal {
  const current = readStored(core, type, namespace, name);
  if (!current) throw notFound(subjectOf(type), name);
  checkPreconditions(type, current, options);
  if (type.storageKey === '/namespaces') checkNamespaceMayGo(type, name);
  const grace = graceOf(type, current, options);
  const finalizers = deletionFinalizers(type, current, options);
  const held = finalizers.length > 0 || grace > 0 || hasSpecFinalizers(current);
  const marked = mark(core, type, current, finalizers, grace);
  if (options.dryRun) return { object: asVersion(type, marked), gone: !held };
  if (!held) {
    return {
      object: asVersion(type, core.storage.remove(type.storageKey, current)),
      gone: true,
    };
  }
  if (marked === current)
    return { object: asVersion(type, current), gone: false };
  return {
    object: asVersion(type, core.storage.put(type.storageKey, marked)),
    gone: false,
  };
}

function checkPreconditions(
  type: ResourceType,
  current: KubeObject,
  { preconditions }: RemoveOptions,
): void {
  const { uid, resourceVersion, name } = current.metadata;
  // Here the API server names the kind where it says the resource elsewhere.
  const subject = { ...subjectOf(type), resource: type.kind };
  if (preconditions?.uid && preconditions.uid !== uid) {
    throw conflict(
      subject,
      name,
      `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    );
  }
  if (
    preconditions?.resourceVersion &&
    preconditions.resourceVersion !== resourceVersion
  ) {
    throw conflict(
      subject,
      name,
      `the ResourceVersion in the precondition (${preconditions.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`,
    );
  }
}

function checkNamespaceMayGo(type: ResourceType, name: string): void {
  if (['default', 'kube-system', 'kube-public'].includes(name)) {
    throw forbidden(subjectOf(type), name, 'this namespace may not be deleted');
  }
}

/** Only pods that run on a node are given time to end. */
function graceOf(
  type: ResourceType,
  object: KubeObject,
  options: RemoveOptions,
): number {
  if (type.storageKey !== '/pods') return 0;
  const phase = stringAt(object, 'status', 'phase');
  if (!stringAt(object, 'spec', 'nodeName')) return 0;
  if (phase === 'Succeeded' || phase === 'Failed') return 0;
  const asked =
    options.gracePeriodSeconds ??
    numberAt(object, 'spec', 'terminationGracePeriodSeconds') ??
    30;
  const running = object.metadata.deletionTimestamp
    ? (object.metadata.deletionGracePeriodSeconds ?? 0)
    : Number.MAX_SAFE_INTEGER;
  return Math.max(0, Math.min(asked, running));
}

function hasSpecFinalizers(object: KubeObject): boolean {
  return listAt(object, 'spec', 'finalizers').length > 0;
}

/** Holds a CustomResourceDefinition that is being deleted until its objects are gone. */
export const cleanupFinalizer = 'customresourcecleanup.apiextensions.k8s.io';

function ownFinalizers(type: ResourceType, object: KubeObject): string[] {
  const isDefinition = type.kind === 'CustomResourceDefinition';
  const has = object.metadata.finalizers?.includes(cleanupFinalizer);
  return isDefinition && !has && !object.metadata.deletionTimestamp
    ? [cleanupFinalizer]
    : [];
}

/** Which finalizers an object has once its deletion has begun: the garbage collector's follow the policy. */
function deletionFinalizers(
  type: ResourceType,
  object: KubeObject,
  { propagationPolicy }: RemoveOptions,
): string[] {
  const before = [
    ...(object.metadata.finalizers ?? []),
    ...ownFinalizers(type, object),
  ];
  const others = before.filter(
    one => one !== 'orphan' && one !== 'foregroundDeletion',
  );
  switch (propagationPolicy) {
    case 'Orphan':
      return [...others, 'orphan'];
    case 'Foreground':
      return [...others, 'foregroundDeletion'];
    case 'Background':
      return others;
    default:
      return before.length !== others.length ||
        type.defaultPropagation === 'Background'
        ? before
        : [...others, 'orphan'];
  }
}

function mark(
  core: Core,
  type: ResourceType,
  current: KubeObject,
  finalizers: string[],
  grace: number,
): KubeObject {
  const object = thaw(current);
  const meta = objectAt(object, 'metadata') ?? {};
  setFinalizers(meta, finalizers);
  if (!current.metadata.deletionTimestamp) {
    setDeletion(core, meta, grace);
    if (current.metadata.generation) {
      meta.generation = current.metadata.generation + 1;
    }
    if (type.storageKey === '/namespaces') {
      object.status = { ...objectAt(object, 'status'), phase: 'Terminating' };
    }
  } else if (grace < (current.metadata.deletionGracePeriodSeconds ?? 0)) {
    setDeletion(core, meta, grace);
  } else if (
    JSON.stringify(finalizers) ===
    JSON.stringify(current.metadata.finalizers ?? [])
  ) {
    return current;
  }
  return toKubeObject(object);
}

function setFinalizers(meta: JsonObject, finalizers: string[]): void {
  if (finalizers.length > 0) meta.finalizers = finalizers;
  else delete meta.finalizers;
}

function setDeletion(core: Core, meta: JsonObject, grace: number): void {
  const end = new Date(core.clock.now() + grace * 1000);
  meta.deletionTimestamp = `${end.toISOString().slice(0, 19)}Z`;
  meta.deletionGracePeriodSeconds = grace;
}
