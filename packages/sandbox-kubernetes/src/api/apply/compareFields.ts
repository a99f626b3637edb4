import { equal, isObject } from '../jsonValue';
import { fieldSchema, type Schema } from '../schema/schema';
import { FieldSet, type FieldPath } from './fieldSet';
import { indexItems, sharedShape } from './valueShape';

export interface FieldChanges {
  added: FieldSet;
  modified: FieldSet;
  removed: FieldSet;
}

/** Which fields differ between two versions of an object. */
export function compareFields(
  schema: Schema | undefined,
  before: unknown,
  after: unknown,
): FieldChanges {
  const changes: FieldChanges = {
    added: new FieldSet(),
    modified: new FieldSet(),
    removed: new FieldSet(),
  };
  compare(changes, schema, before, after, []);
  return changes;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

function compare(
  changes: FieldChanges,
  schema: Schema | undefined,
  before: unknown,
  after: unknown,
  path: FieldPath,
): void {
  if (before === undefined && after === undefined) return;
  const shape = sharedShape(schema, before, after);
  const isLeaf = shape === 'leaf' || (isEmpty(before) && isEmpty(after));
  if (before === undefined) changes.added.insert(path);
  else if (after === undefined) changes.removed.insert(path);
  else if (isLeaf && !equal(before, after)) changes.modified.insert(path);
  if (isLeaf) return;
  if (shape === 'map') compareMaps(changes, schema, before, after, path);
  else if (schema) compareLists(changes, schema, before, after, path);
}

function compareMaps(
  changes: FieldChanges,
  schema: Schema | undefined,
  before: unknown,
  after: unknown,
  path: FieldPath,
): void {
  const old = isObject(before) ? before : {};
  const fresh = isObject(after) ? after : {};
  for (const field of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
    compare(changes, fieldSchema(schema, field), old[field], fresh[field], [
      ...path,
      `f:${field}`,
    ]);
  }
}

function compareLists(
  changes: FieldChanges,
  schema: Schema,
  before: unknown,
  after: unknown,
  path: FieldPath,
): void {
  const old = indexItems(schema, Array.isArray(before) ? before : []);
  const fresh = indexItems(schema, Array.isArray(after) ? after : []);
  for (const step of new Set([...old.keys(), ...fresh.keys()])) {
    const left = old.get(step);
    const right = fresh.get(step);
    const here = [...path, step];
    if ((left?.count ?? 0) > 1 || (right?.count ?? 0) > 1) {
      if (!equal(left, right)) changes.modified.insert(here);
    } else compare(changes, schema.items, left?.item, right?.item, here);
  }
}
