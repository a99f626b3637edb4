import { isObject, type JsonObject } from '../jsonValue';
import { omitsZero } from './builtinSchemas';
import { fieldSchema, type Schema } from './schema';

/**
 * Leaves out empty lists, maps and scalars of a built-in type, as the API server does when it writes its structs
 * (`omitempty`). Fields that a type requires stay, and so do empty objects with declared fields (`emptyDir: {}`).
 */
export function dropEmptyFields(schema: Schema, object: JsonObject): void {
  for (const [field, value] of Object.entries(object)) {
    const known = fieldSchema(schema, field);
    if (!known) continue;
    if (isEmpty(known, value) && !schema.required?.includes(field)) {
      if (schema.properties?.[field]) delete object[field];
    } else dropInside(known, value);
  }
}

function dropInside(schema: Schema, value: unknown): void {
  if (isObject(value)) dropEmptyFields(schema, value);
  else if (Array.isArray(value) && schema.items) {
    for (const item of value) dropInside(schema.items, item);
  }
}

function isEmpty(schema: Schema, value: unknown): boolean {
  if (value === '' || value === 0 || value === false) {
    return schema[omitsZero] === true;
  }
  if (Array.isArray(value)) return value.length === 0;
  return (
    isObject(value) &&
    Object.keys(value).length === 0 &&
    schema.additionalProperties !== undefined &&
    !schema.properties
  );
}
