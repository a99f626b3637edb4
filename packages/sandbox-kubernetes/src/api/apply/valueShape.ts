import { isObject, type JsonObject } from '../jsonValue';
import type { Schema } from '../schema/schema';
import { StatusError } from '../statusError';

/** How ownership sees a value: as one leaf, as a map of fields, or as a list with items of their own. */
export type Shape = 'leaf' | 'map' | 'list';

/** A value is shaped by its schema, or by itself where there is none. */
export function shapeOf(schema: Schema | undefined, value: unknown): Shape {
  if (isObject(value)) {
    return schema?.['x-kubernetes-map-type'] === 'atomic' ? 'leaf' : 'map';
  }
  if (!Array.isArray(value)) return 'leaf';
  const type = schema?.['x-kubernetes-list-type'];
  return type === 'map' || type === 'set' ? 'list' : 'leaf';
}

/** The shape of two versions of a value; where one is absent the other decides. */
export function sharedShape(
  schema: Schema | undefined,
  a: unknown,
  b: unknown,
): Shape {
  const known = [a, b].filter(value => value !== undefined && value !== null);
  const shapes = known.map(value => shapeOf(schema, value));
  if (shapes.length === 0) return 'leaf';
  return shapes.every(shape => shape === shapes[0]) ? shapes[0] : 'leaf';
}

function keyOf(schema: Schema, item: JsonObject): JsonObject {
  const key: JsonObject = {};
  for (const name of [...(schema['x-kubernetes-list-map-keys'] ?? [])].sort()) {
    const value = item[name] ?? schema.items?.properties?.[name]?.default;
    if (value !== undefined) key[name] = value;
  }
  return key;
}

/** The step that names a list item: by its keys, or by its value in a set. */
export function itemStep(schema: Schema, item: unknown): string {
  if (schema['x-kubernetes-list-type'] === 'set') {
    return `v:${JSON.stringify(item)}`;
  }
  const key = isObject(item) ? keyOf(schema, item) : {};
  if (Object.keys(key).length === 0) {
    throw new StatusError(
      500,
      'InternalError',
      `associative list with keys has an element that omits all key fields ${JSON.stringify(schema['x-kubernetes-list-map-keys'])} (and doesn't have default values for any key fields)`,
    );
  }
  return `k:${JSON.stringify(key)}`;
}

/** The items of a list by their steps. Items that share a step are counted, the first one is kept. */
export function indexItems(
  schema: Schema,
  list: unknown[],
): Map<string, { item: unknown; count: number }> {
  const index = new Map<string, { item: unknown; count: number }>();
  for (const item of list) {
    const step = itemStep(schema, item);
    const known = index.get(step);
    if (known) known.count += 1;
    else index.set(step, { item, count: 1 });
  }
  return index;
}
