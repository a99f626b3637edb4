import { clone, isObject, type JsonObject } from '../jsonValue';
import { fieldSchema, type Schema } from './schema';

/** Fills in the defaults of a schema. Changes the object, which is ours. */
export function applyDefaults(schema: Schema, object: JsonObject): void {
  for (const [field, declared] of Object.entries(schema.properties ?? {})) {
    if (object[field] === undefined && declared.default !== undefined) {
      object[field] = clone(declared.default);
    } else if (
      object[field] === null &&
      declared.default !== undefined &&
      !declared.nullable
    ) {
      object[field] = clone(declared.default);
    }
  }
  for (const [field, value] of Object.entries(object)) {
    const known = fieldSchema(schema, field);
    if (known) defaultValue(known, value);
  }
}

function defaultValue(schema: Schema, value: unknown): void {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items) for (const item of value) defaultValue(items, item);
  } else if (isObject(value)) applyDefaults(schema, value);
}
