import { clone, isObject, type JsonObject } from '../jsonValue';
import { fieldSchema, type Schema } from '../schema/schema';
import { StatusError } from '../statusError';
import type { FieldSet } from './fieldSet';
import { indexItems, itemStep, shapeOf, sharedShape } from './valueShape';

/** Lays an applied configuration over the live object: its fields win, its lists with keys are merged. */
export function mergeObjects(
  schema: Schema | undefined,
  live: JsonObject,
  config: JsonObject,
): JsonObject {
  const merged = merge(schema, live, config);
  return isObject(merged) ? merged : {};
}

function merge(
  schema: Schema | undefined,
  live: unknown,
  config: unknown,
): unknown {
  if (config === undefined) return clone(live);
  if (live === undefined) return clone(config);
  const shape = sharedShape(schema, live, config);
  if (shape === 'map' && isObject(live) && isObject(config)) {
    const result: JsonObject = {};
    for (const field of new Set([
      ...Object.keys(live),
      ...Object.keys(config),
    ])) {
      const value = merge(
        fieldSchema(schema, field),
        live[field],
        config[field],
      );
      if (value !== undefined) result[field] = value;
    }
    return result;
  }
  if (
    shape === 'list' &&
    schema &&
    Array.isArray(live) &&
    Array.isArray(config) &&
    config.length > 0
  ) {
    return mergeLists(schema, live, config);
  }
  if (shape === 'list' && Array.isArray(live) && live.length > 0) {
    return clone(live);
  }
  return clone(config);
}

/** Items of the configuration keep its order; items only of the live list stay in front of what followed them. */
function mergeLists(
  schema: Schema,
  live: unknown[],
  config: unknown[],
): unknown[] {
  const wanted = indexItems(schema, config);
  for (const [step, { count }] of wanted) {
    if (count > 1) {
      throw new StatusError(
        500,
        '',
        `failed to create typed patch object: duplicate entries for key ${step.slice(2)}`,
      );
    }
  }
  const present = indexItems(schema, live);
  const result: unknown[] = [];
  const order = config.map(item => itemStep(schema, item));
  let next = 0;
  const takeWanted = () => {
    const step = order[next];
    next += 1;
    const { item } = wanted.get(step) ?? {};
    const known = present.get(step);
    const base = known?.count === 1 ? known.item : undefined;
    result.push(merge(schema.items, base, item));
  };
  for (const item of live) {
    const step = itemStep(schema, item);
    if (!wanted.has(step)) result.push(clone(item));
    else if (order.indexOf(step) >= next) {
      while (next <= order.indexOf(step)) takeWanted();
    }
  }
  while (next < order.length) takeWanted();
  return result;
}

/** The object without some fields: declared fields, map entries and list items that the set names. */
export function removeFields(
  schema: Schema | undefined,
  value: unknown,
  gone: FieldSet,
): unknown {
  const shape = shapeOf(schema, value);
  if (shape === 'map' && isObject(value))
    return removeFromMap(schema, value, gone);
  if (shape === 'list' && Array.isArray(value) && schema) {
    return removeFromList(schema, value, gone);
  }
  return isObject(value) || Array.isArray(value) ? undefined : value;
}

function removeFromMap(
  schema: Schema | undefined,
  value: JsonObject,
  gone: FieldSet,
): unknown {
  const result: JsonObject = {};
  for (const [field, one] of Object.entries(value)) {
    const step = `f:${field}`;
    if (gone.has(step)) continue;
    const below = gone.below(step);
    const kept = below.isEmpty
      ? one
      : removeFields(fieldSchema(schema, field), one, below);
    if (kept !== undefined) result[field] = kept;
  }
  return Object.keys(result).length > 0 ? result : undefined;
}

function removeFromList(
  schema: Schema,
  value: unknown[],
  gone: FieldSet,
): unknown {
  const result: unknown[] = [];
  for (const item of value) {
    const step = itemStep(schema, item);
    if (gone.has(step)) continue;
    const below = gone.below(step);
    const kept = below.isEmpty ? item : removeFields(schema.items, item, below);
    if (kept !== undefined) result.push(kept);
  }
  return result.length > 0 ? result : undefined;
}
