import type { ManagedFieldsEntry } from '../contract';
import { isObject, listAt, type JsonObject } from '../jsonValue';
import { FieldSet } from './fieldSet';

/** One manager of fields: a name, how it wrote, through which subresource. */
export interface Manager {
  name: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  subresource?: string;
  time?: string;
  fields: FieldSet;
}

export type Managers = Map<string, Manager>;

/** Appliers are one manager through all versions, updaters one per version. */
export function managerId(
  manager: Pick<Manager, 'name' | 'operation' | 'apiVersion' | 'subresource'>,
): string {
  const { name, operation, apiVersion, subresource } = manager;
  return JSON.stringify([
    name,
    operation,
    operation === 'Apply' ? '' : apiVersion,
    subresource ?? '',
  ]);
}

/** Reads metadata.managedFields; undefined when an entry cannot be read. */
export function readManagers(object: unknown): Managers | undefined {
  const managers: Managers = new Map();
  for (const entry of listAt(object, 'metadata', 'managedFields')) {
    if (!isObject(entry)) return undefined;
    const { manager, operation, apiVersion, subresource, time, fieldsV1 } =
      entry;
    if (operation !== 'Apply' && operation !== 'Update') return undefined;
    if (typeof apiVersion !== 'string') return undefined;
    const one: Manager = {
      name: typeof manager === 'string' ? manager : '',
      operation,
      apiVersion,
      subresource: typeof subresource === 'string' ? subresource : undefined,
      time: typeof time === 'string' ? time : undefined,
      fields: FieldSet.fromFieldsV1(fieldsV1),
    };
    managers.set(managerId(one), one);
  }
  return managers;
}

/** `managedFields: [{}]` asks to forget all managers. */
export function isReset(object: unknown): boolean {
  const entries = listAt(object, 'metadata', 'managedFields');
  return (
    entries.length === 1 &&
    isObject(entries[0]) &&
    Object.keys(entries[0]).length === 0
  );
}

/** Writes metadata.managedFields: appliers first, then by time and name. */
export function writeManagers(object: JsonObject, managers: Managers): void {
  const entries = [...managers.values()]
    .filter(manager => !manager.fields.isEmpty)
    .sort(byOperationTimeName)
    .map((manager): ManagedFieldsEntry => ({
      manager: manager.name,
      operation: manager.operation,
      apiVersion: manager.apiVersion,
      ...(manager.time === undefined ? {} : { time: manager.time }),
      fieldsType: 'FieldsV1',
      fieldsV1: manager.fields.toFieldsV1(),
      ...(manager.subresource ? { subresource: manager.subresource } : {}),
    }));
  const meta = isObject(object.metadata) ? object.metadata : {};
  if (entries.length > 0) meta.managedFields = entries;
  else delete meta.managedFields;
  object.metadata = meta;
}

function byOperationTimeName(a: Manager, b: Manager): number {
  const key = (one: Manager) =>
    [
      one.operation,
      one.time ?? '',
      one.name,
      one.apiVersion,
      one.subresource ?? '',
    ].join('\u0000');
  return key(a) < key(b) ? -1 : 1;
}

const mostUpdaters = 10;

/** Folds the oldest updaters into one, so that an object does not grow with every client that ever wrote it. */
export function capUpdaters(managers: Managers): void {
  const updaters = [...managers.values()]
    .filter(manager => manager.operation === 'Update')
    .sort(byOperationTimeName);
  let excess = updaters.length - mostUpdaters;
  const firsts = new Map<string, Manager>();
  for (const updater of updaters) {
    if (excess <= 0) return;
    const first = firsts.get(updater.apiVersion);
    if (!first) {
      firsts.set(updater.apiVersion, updater);
      continue;
    }
    const bucket: Manager = {
      name: 'ancient-changes',
      operation: 'Update',
      apiVersion: updater.apiVersion,
      time: updater.time,
      fields: first.fields.union(updater.fields),
    };
    managers.delete(managerId(first));
    managers.delete(managerId(updater));
    managers.set(managerId(bucket), bucket);
    firsts.set(updater.apiVersion, bucket);
    excess -= 1;
  }
}
