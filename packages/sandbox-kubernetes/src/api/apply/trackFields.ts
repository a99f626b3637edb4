import type { KubeObject } from '../contract';
import { objectAt, type JsonObject } from '../jsonValue';
import type { WriteContext } from '../operations/core';
import { StatusError } from '../statusError';
import { groupVersion, type ResourceType } from '../types/resourceType';
import { compareFields, type FieldChanges } from './compareFields';
import { FieldSet } from './fieldSet';
import {
  capUpdaters,
  isReset,
  managerId,
  readManagers,
  writeManagers,
  type Manager,
  type Managers,
} from './managers';
import { typedSchema } from './typedSchema';

/** What the server itself writes belongs to nobody. */
const ownedByServer = FieldSet.of(
  ['f:apiVersion'],
  ['f:kind'],
  ['f:metadata'],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'clusterName',
    'generation',
    'managedFields',
    'resourceVersion',
  ].map(field => ['f:metadata', `f:${field}`]),
);

/** Takes away what nobody owns, and what this subresource cannot write. */
export function ownable(
  type: ResourceType,
  fields: FieldSet,
  subresource: WriteContext['subresource'],
): FieldSet {
  return writable(type, fields, subresource).difference(ownedByServer);
}

/** The fields that this subresource writes: /status only the status, the object all but the status. */
export function writable(
  type: ResourceType,
  fields: FieldSet,
  subresource: WriteContext['subresource'],
): FieldSet {
  if (subresource === 'status') return fields.only(['f:status']);
  return type.statusSubresource
    ? fields.without(FieldSet.of(['f:status']))
    : fields;
}

/** An object as ownership sees it: without managedFields. */
export function withoutManagers(object: JsonObject): JsonObject {
  const { managedFields: _managedFields, ...metadata } =
    objectAt(object, 'metadata') ?? {};
  return { ...object, metadata };
}

/** Records who set the fields of a new object. */
export function trackCreate(
  type: ResourceType,
  object: JsonObject,
  context: WriteContext,
  time: string,
): void {
  const managers = isReset(object)
    ? new Map()
    : (readManagers(object) ?? new Map());
  const empty = { apiVersion: object.apiVersion, kind: object.kind };
  trackSafely(type, { live: empty, object, managers, context, time });
}

/** Records who changed which fields of an object. */
export function trackUpdate(
  type: ResourceType,
  old: KubeObject,
  object: JsonObject,
  context: WriteContext,
  time: string,
): void {
  const live: JsonObject = { ...old };
  if (isReset(object) && !context.subresource) {
    writeManagers(object, new Map());
    return;
  }
  const own = context.subresource ? undefined : readManagers(object);
  const managers =
    own && own.size > 0 ? own : (readManagers(live) ?? new Map());
  trackSafely(type, { live, object, managers, context, time });
}

/** An object whose fields cannot be told apart (a key is missing) has no managers: what is wrong with it is said by its validation. */
function trackSafely(type: ResourceType, tracking: Tracking): void {
  try {
    track(type, tracking);
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    writeManagers(tracking.object, new Map());
  }
}

interface Tracking {
  live: JsonObject;
  object: JsonObject;
  managers: Managers;
  context: WriteContext;
  time: string;
}

function track(
  type: ResourceType,
  { live, object, managers, context, time }: Tracking,
): void {
  const changes = changesOf(type, live, object, context);
  const self: Manager = {
    name: context.fieldManager.slice(0, 128),
    operation: 'Update',
    apiVersion: groupVersion(type),
    subresource: context.subresource,
    fields: new FieldSet(),
  };
  const previous = managers.get(managerId(self));
  const kept = takeOver(managers, changes);
  const taken = ownable(
    type,
    changes.modified.union(changes.added),
    context.subresource,
  );
  if (!taken.isEmpty) {
    const mine = kept.get(managerId(self))?.fields ?? new FieldSet();
    kept.set(managerId(self), { ...self, time, fields: mine.union(taken) });
  } else if (previous && kept.has(managerId(self))) {
    kept.set(managerId(self), {
      ...previous,
      fields: previous.fields.difference(changes.removed),
    });
  }
  capUpdaters(kept);
  writeManagers(object, kept);
}

/** The fields that differ, as far as this write may touch them. */
export function changesOf(
  type: ResourceType,
  live: JsonObject,
  object: JsonObject,
  context: WriteContext,
): FieldChanges {
  const changes = compareFields(
    typedSchema(type),
    withoutManagers(live),
    withoutManagers(object),
  );
  const filter = (fields: FieldSet) =>
    writable(type, fields, context.subresource);
  return {
    added: filter(changes.added),
    modified: filter(changes.modified),
    removed: filter(changes.removed),
  };
}

/** Managers lose the fields that someone else changed, added anew or removed. */
export function takeOver(managers: Managers, changes: FieldChanges): Managers {
  const lost = changes.modified.union(changes.added).union(changes.removed);
  return new Map(
    [...managers].map(([id, manager]) => [
      id,
      { ...manager, fields: manager.fields.difference(lost) },
    ]),
  );
}
