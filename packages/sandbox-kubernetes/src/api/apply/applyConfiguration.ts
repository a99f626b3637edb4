import type { KubeObject } from '../contract';
import { isObject, type JsonObject } from '../jsonValue';
import type { WriteContext } from '../operations/core';
import { groupVersion, type ResourceType } from '../types/resourceType';
import { conflictError, type FieldConflict } from './conflictError';
import { fieldsOf } from './fieldsOf';
import { FieldSet } from './fieldSet';
import { clientSideFields, kubectl, syncLastApplied } from './lastApplied';
import {
  managerId,
  readManagers,
  writeManagers,
  type Manager,
  type Managers,
} from './managers';
import { mergeObjects, removeFields } from './mergeObjects';
import {
  changesOf,
  ownable,
  takeOver,
  withoutManagers,
  writable,
} from './trackFields';
import { typedSchema } from './typedSchema';

interface Application {
  type: ResourceType;
  config: JsonObject;
  context: WriteContext;
  force: boolean;
  time: string;
}

function applier({ type, context }: Application): Manager {
  return {
    name: context.fieldManager,
    operation: 'Apply',
    apiVersion: groupVersion(type),
    subresource: context.subresource,
    fields: new FieldSet(),
  };
}

/** Writes the managedFields of an object that server-side apply creates. */
export function trackFirstApply(
  application: Application,
  object: JsonObject,
): void {
  const { type, config, context, time } = application;
  const self = applier(application);
  const fields = ownable(
    type,
    fieldsOf(typedSchema(type), config),
    context.subresource,
  );
  writeManagers(
    object,
    new Map([[managerId(self), { ...self, time, fields }]]),
  );
}

/**
 * Server-side apply on a live object: merges the configuration, removes what this manager
 * applied before and nobody else owns, refuses to take fields from others without force.
 * Model: structured-merge-diff's merge.Updater.Apply.
 */
export function applyConfiguration(
  application: Application,
  current: KubeObject,
): JsonObject {
  const { type, config, context, force, time } = application;
  const schema = typedSchema(type);
  const live = withoutManagers({ ...current });
  const managers = readManagers(current) ?? new Map();
  const self = applier(application);
  const last = managers.get(managerId(self));
  const mine = writable(type, fieldsOf(schema, config), context.subresource);
  const claimed: Managers = new Map(managers);
  claimed.set(managerId(self), { ...self, fields: mine });
  const merged = mergeObjects(schema, live, config);
  const result = last ? prune(schema, merged, claimed, last.fields) : merged;
  const changes = changesOf(type, live, result, context);
  const conflicts = conflictsOf(
    claimed,
    managerId(self),
    changes.modified.union(changes.added),
  );
  const allowed = allowedConflicts(application, live);
  const real = conflicts.filter(
    ({ path }) => !FieldSet.of(path).difference(allowed).isEmpty,
  );
  if (!force && real.length > 0) throw conflictError(real);
  const others: Managers = new Map(managers);
  others.delete(managerId(self));
  const kept = takeOver(others, changes);
  const fields = ownable(type, mine, context.subresource);
  const unchanged = last?.fields.equals(fields) && changesNothing(changes);
  kept.set(managerId(self), {
    ...self,
    time: unchanged ? last?.time : time,
    fields,
  });
  if (isKubectl(application)) syncLastApplied(result, config);
  writeManagers(result, kept);
  return result;
}

function isKubectl({ context }: Application): boolean {
  return context.fieldManager === kubectl;
}

function allowedConflicts(
  application: Application,
  live: JsonObject,
): FieldSet {
  return isKubectl(application)
    ? clientSideFields(application.type, live)
    : new FieldSet();
}

function changesNothing(changes: ReturnType<typeof changesOf>): boolean {
  return (
    changes.added.isEmpty && changes.modified.isEmpty && changes.removed.isEmpty
  );
}

function conflictsOf(
  managers: Managers,
  self: string,
  changed: FieldSet,
): FieldConflict[] {
  return [...managers]
    .filter(([id]) => id !== self)
    .flatMap(([, manager]) =>
      manager.fields
        .intersection(changed)
        .paths()
        .map(path => ({ manager, path })),
    );
}

/** Removes what was applied last time, then puts back what anyone still owns and what was never ours. */
function prune(
  schema: ReturnType<typeof typedSchema>,
  merged: JsonObject,
  managers: Managers,
  lastFields: FieldSet,
): JsonObject {
  if (lastFields.isEmpty) return merged;
  const named = (fields: FieldSet) => fields.withNamedFields(schema);
  const remove = (gone: FieldSet): JsonObject => {
    const kept = removeFields(schema, merged, gone);
    return isObject(kept) ? kept : {};
  };
  const last = named(lastFields);
  const mergedFields = named(fieldsOf(schema, merged));
  const owned = [...managers.values()].reduce(
    (sum, manager) => sum.union(manager.fields),
    new FieldSet(),
  );
  let pruned = remove(last);
  const kept = named(fieldsOf(schema, pruned)).union(named(owned));
  pruned = remove(mergedFields.difference(kept));
  const gone = mergedFields
    .difference(named(fieldsOf(schema, pruned)))
    .intersection(last);
  return remove(gone);
}
