import { trackUpdate } from '../apply/trackFields';
import type { KubeObject } from '../contract';
import {
  clone,
  equal,
  isObject,
  listAt,
  objectAt,
  stringAt,
  type JsonObject,
} from '../jsonValue';
import { toKubeObject } from '../kubeObject';
import { forbiddenField, invalidValue } from '../schema/fieldErrors';
import {
  badRequest,
  conflict,
  invalid,
  notFound,
  staleMessage,
} from '../statusError';
import type { ResourceType } from '../types/resourceType';
import {
  asVersion,
  readStored,
  subjectOf,
  timestamp,
  type Core,
  type WriteContext,
} from './core';
import { dropEmpty, placeObject } from './createObject';
import { decodeInput } from './decodeInput';
import { defaultObject, validateObject } from './prepareObject';

/** Replaces an object as PUT does; with subresource status only its status. */
export function replaceObject(
  core: Core,
  type: ResourceType,
  namespace: string,
  name: string,
  input: unknown,
  context: WriteContext,
): KubeObject {
  const object = decodeInput(type, input, context);
  const meta = placeObject(type, namespace, object);
  if (!meta.name) meta.name = name;
  if (meta.name !== name) {
    throw badRequest(
      `the name of the object (${meta.name}) does not match the name on the URL (${name})`,
    );
  }
  const current = readStored(core, type, namespace, name);
  if (!current) throw notFound(subjectOf(type), name);
  if (!type.unconditionalUpdate && !meta.resourceVersion) {
    // Here the API server names the resource where it says the kind elsewhere.
    const subject = { ...subjectOf(type), kind: type.resource };
    throw invalid(subject, name, [
      invalidValue(
        'metadata.resourceVersion',
        0,
        'must be specified for an update',
      ),
    ]);
  }
  return storeUpdate(core, type, asVersion(type, current), object, context);
}

export type Tracker = (current: KubeObject, object: JsonObject) => void;

/** The second half of every change: the new object takes the place of the current one, or is refused. */
export function storeUpdate(
  core: Core,
  type: ResourceType,
  current: KubeObject,
  object: JsonObject,
  context: WriteContext,
  track: Tracker = (old, changed) =>
    trackUpdate(type, old, changed, context, timestamp(core)),
): KubeObject {
  checkPreconditions(type, current, object);
  isolate(type, current, object, context.subresource);
  keepMetadata(current, object);
  defaultObject(type, object, current);
  const meta = objectAt(object, 'metadata') ?? {};
  dropEmpty(meta);
  track(current, object);
  bumpGeneration(type, current, object);
  checkFinalizers(type, current, object);
  validateObject(type, object, current);
  if (sameButTimes(current, object)) return current;
  return commit(core, type, object, context);
}

function commit(
  core: Core,
  type: ResourceType,
  object: JsonObject,
  context: WriteContext,
): KubeObject {
  const next = toKubeObject(type.view ? type.view.toStored(object) : object);
  if (context.dryRun) return asVersion(type, next);
  if (isFinished(next)) {
    core.storage.remove(type.storageKey, next);
    return asVersion(type, next);
  }
  return asVersion(type, core.storage.put(type.storageKey, next));
}

/** Marked for deletion and nobody holds it back any more. */
function isFinished(object: KubeObject): boolean {
  const meta = object.metadata;
  return (
    meta.deletionTimestamp !== undefined &&
    (meta.finalizers ?? []).length === 0 &&
    (meta.deletionGracePeriodSeconds ?? 0) === 0 &&
    listAt(object, 'spec', 'finalizers').length === 0
  );
}

function checkPreconditions(
  type: ResourceType,
  current: KubeObject,
  object: JsonObject,
): void {
  const { name } = current.metadata;
  const uid = stringAt(object, 'metadata', 'uid');
  if (uid && uid !== current.metadata.uid) {
    throw conflict(
      subjectOf(type),
      name,
      `StorageError: invalid object, Code: 4, Key: ${registryKey(type, current)}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${current.metadata.uid}`,
    );
  }
  const version = stringAt(object, 'metadata', 'resourceVersion');
  if (
    version &&
    version !== '0' &&
    version !== current.metadata.resourceVersion
  ) {
    throw conflict(subjectOf(type), name, staleMessage);
  }
}

/** Where etcd would keep the object: the API server names the place in a conflict. */
function registryKey(type: ResourceType, { metadata }: KubeObject): string {
  const group = type.custom ? `/${type.group}` : '';
  const namespace = metadata.namespace ? `/${metadata.namespace}` : '';
  return `/registry${group}/${type.resource}${namespace}/${metadata.name}`;
}

/** The main resource cannot change the status, the status cannot change anything else. */
function isolate(
  type: ResourceType,
  current: KubeObject,
  object: JsonObject,
  subresource: WriteContext['subresource'],
): void {
  if (subresource === 'status') {
    const { status } = object;
    const managedFields = objectAt(object, 'metadata')?.managedFields;
    for (const field of Object.keys(object)) delete object[field];
    Object.assign(object, clone({ ...current }));
    const meta = objectAt(object, 'metadata');
    if (meta && managedFields !== undefined) meta.managedFields = managedFields;
    if (status === undefined) delete object.status;
    else object.status = status;
  } else if (type.statusSubresource) {
    if (current.status === undefined) delete object.status;
    else object.status = clone(current.status);
  }
}

/** What the server owns in metadata stays as it is. */
function keepMetadata(current: KubeObject, object: JsonObject): void {
  const meta = objectAt(object, 'metadata') ?? {};
  const old: JsonObject = { ...current.metadata };
  for (const field of [
    'uid',
    'creationTimestamp',
    'generateName',
    'generation',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'resourceVersion',
    'selfLink',
  ]) {
    if (old[field] === undefined) delete meta[field];
    else meta[field] = old[field];
  }
  object.metadata = meta;
}

function bumpGeneration(
  type: ResourceType,
  current: KubeObject,
  object: JsonObject,
): void {
  if (!type.generation) return;
  const desired = (one: JsonObject) => {
    const { metadata: _metadata, status, ...rest } = one;
    return type.statusSubresource || !type.custom ? rest : { ...rest, status };
  };
  if (!equal(desired({ ...current }), desired(object))) {
    const meta = objectAt(object, 'metadata') ?? {};
    meta.generation = (current.metadata.generation ?? 0) + 1;
  }
}

function checkFinalizers(
  type: ResourceType,
  current: KubeObject,
  object: JsonObject,
): void {
  if (!current.metadata.deletionTimestamp) return;
  const before = current.metadata.finalizers ?? [];
  const added = listAt(object, 'metadata', 'finalizers')
    .map(String)
    .filter(finalizer => !before.includes(finalizer));
  if (added.length === 0) return;
  const error = forbiddenField(
    'metadata.finalizers',
    `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map(one => JSON.stringify(one)).join(', ')}}`,
  );
  // Of custom resources the API server checks the metadata twice.
  const errors = type.custom ? [error, error] : [error];
  throw invalid(subjectOf(type), current.metadata.name, errors);
}

/** Only the times in managedFields differ: nothing has changed. */
function sameButTimes(current: KubeObject, object: JsonObject): boolean {
  const timeless = (one: JsonObject) => {
    const meta = objectAt(one, 'metadata') ?? {};
    const managedFields = listAt(meta, 'managedFields').map(entry =>
      isObject(entry) ? { ...entry, time: undefined } : entry,
    );
    return { ...one, metadata: { ...meta, managedFields } };
  };
  return equal(timeless({ ...current }), timeless(object));
}
