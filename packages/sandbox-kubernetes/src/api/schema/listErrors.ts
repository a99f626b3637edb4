import { isObject } from '../jsonValue';
import type { FieldError } from '../statusError';
import { duplicate } from './fieldErrors';
import { fieldSchema, type Schema } from './schema';

/** Items that a set or a map list holds twice. */
export function duplicateErrors(
  schema: Schema,
  value: unknown,
  path: string,
): FieldError[] {
  if (Array.isArray(value)) {
    return [
      ...ownErrors(schema, value, path),
      ...itemErrors(schema, value, path),
    ];
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, one]) => {
    const known = fieldSchema(schema, field);
    const isNamed = schema.properties?.[field] !== undefined;
    const at = isNamed ? `${path}${path && '.'}${field}` : `${path}[${field}]`;
    return known ? duplicateErrors(known, one, at) : [];
  });
}

function itemErrors(
  { items }: Schema,
  value: unknown[],
  path: string,
): FieldError[] {
  if (!items) return [];
  return value.flatMap((item, index) =>
    duplicateErrors(items, item, `${path}[${index}]`),
  );
}

function ownErrors(
  schema: Schema,
  value: unknown[],
  path: string,
): FieldError[] {
  const type = schema['x-kubernetes-list-type'];
  if (type !== 'set' && type !== 'map') return [];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const seen = new Set<string>();
  return value.flatMap((item, index) => {
    const identity =
      type === 'map' && isObject(item)
        ? Object.fromEntries(keys.map(key => [key, item[key]]))
        : item;
    const text = JSON.stringify(identity);
    if (seen.has(text)) return [duplicate(`${path}[${index}]`, identity)];
    seen.add(text);
    return [];
  });
}
