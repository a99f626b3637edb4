import { isObject } from '../jsonValue';
import { fieldSchema, type Schema } from '../schema/schema';
import { FieldSet, type FieldPath } from './fieldSet';
import { indexItems, shapeOf } from './valueShape';

/** All fields that an object sets. */
export function fieldsOf(schema: Schema | undefined, value: unknown): FieldSet {
  const set = new FieldSet();
  visit(set, schema, value, []);
  return set;
}

function visit(
  set: FieldSet,
  schema: Schema | undefined,
  value: unknown,
  path: FieldPath,
): void {
  const shape = shapeOf(schema, value);
  if (shape === 'map' && isObject(value)) visitMap(set, schema, value, path);
  else if (shape === 'list' && Array.isArray(value) && schema) {
    visitList(set, schema, value, path);
  } else set.insert(path);
}

function visitMap(
  set: FieldSet,
  schema: Schema | undefined,
  value: Record<string, unknown>,
  path: FieldPath,
): void {
  for (const [field, one] of Object.entries(value)) {
    if (one === undefined) continue;
    const here = [...path, `f:${field}`];
    visit(set, fieldSchema(schema, field), one, here);
    const isEmptyMap = isObject(one) && Object.keys(one).length === 0;
    const isNamed = schema?.properties?.[field] !== undefined;
    if (one === null || isEmptyMap || !isNamed) set.insert(here);
  }
}

function visitList(
  set: FieldSet,
  schema: Schema,
  value: unknown[],
  path: FieldPath,
): void {
  for (const [step, { item, count }] of indexItems(schema, value)) {
    const here = [...path, step];
    if (count === 1) visit(set, schema.items, item, here);
    set.insert(here);
  }
}
