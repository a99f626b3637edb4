import { equal, isObject, type JsonObject } from '../jsonValue';
import type { FieldError } from '../statusError';
import { jsonType } from './decodeObject';
import {
  invalidValue,
  notSupported,
  required,
  tooMany,
  typeInvalid,
} from './fieldErrors';
import { inBody, rangeErrors, scalarErrors } from './scalarErrors';
import { fieldSchema, type Schema } from './schema';

/**
 * Checks a value against its structural schema and names what fails as the API server does.
 * Values that equal the old ones are not checked again (ratcheting, default since 1.33).
 */
export function validateSchema(
  schema: Schema,
  value: unknown,
  path: string,
  old?: unknown,
): FieldError[] {
  if (old !== undefined && equal(value, old)) return [];
  if (value === null) {
    return schema.nullable ? [] : typeErrors(schema, value, path);
  }
  const wrongType = typeErrors(schema, value, path);
  if (wrongType.length > 0) {
    return typeof value === 'number'
      ? [...wrongType, ...rangeErrors(schema, value, path)]
      : wrongType;
  }
  return [
    ...enumErrors(schema, value, path),
    ...scalarErrors(schema, value, path),
    ...listErrors(schema, value, path, old),
    ...objectErrors(schema, value, path, old),
    ...combinationErrors(schema, value, path),
  ];
}

function child(path: string, field: string): string {
  if (!path) return field;
  return `${path}.${field}`;
}

function typeErrors(
  schema: Schema,
  value: unknown,
  path: string,
): FieldError[] {
  const actual = jsonType(value);
  const wanted = schema['x-kubernetes-int-or-string']
    ? ['integer', 'string']
    : [schema.type];
  if (wanted[0] === undefined) return [];
  if (wanted.includes(actual)) return [];
  if (wanted[0] === 'number' && actual === 'integer') return [];
  return [
    typeInvalid(
      path,
      actual,
      `${inBody(path)} must be of type ${wanted.join(',')}: "${actual}"`,
    ),
  ];
}

function enumErrors(
  schema: Schema,
  value: unknown,
  path: string,
): FieldError[] {
  if (!schema.enum || schema.enum.some(one => equal(one, value))) return [];
  return [notSupported(path, value, schema.enum)];
}

function listErrors(
  schema: Schema,
  value: unknown,
  path: string,
  old: unknown,
): FieldError[] {
  if (!Array.isArray(value)) return [];
  const errors: FieldError[] = [];
  if (schema.maxItems !== undefined && value.length > schema.maxItems) {
    errors.push(tooMany(path, value.length, schema.maxItems));
  }
  if (schema.minItems !== undefined && value.length < schema.minItems) {
    errors.push(
      invalidValue(
        path,
        value.length,
        `${inBody(path)} should have at least ${schema.minItems} items`,
      ),
    );
  }
  const { items } = schema;
  if (items) {
    value.forEach((item, index) =>
      errors.push(
        ...validateSchema(
          items,
          item,
          `${path}[${index}]`,
          oldItem(schema, item, old),
        ),
      ),
    );
  }
  return errors;
}

/** The item of the old list that a list-map or set item corresponds to. */
export function oldItem(schema: Schema, item: unknown, old: unknown): unknown {
  if (!Array.isArray(old)) return undefined;
  if (schema['x-kubernetes-list-type'] === 'map' && isObject(item)) {
    const keys = schema['x-kubernetes-list-map-keys'] ?? [];
    return old.find(
      other =>
        isObject(other) && keys.every(key => equal(other[key], item[key])),
    );
  }
  return undefined;
}

function objectErrors(
  schema: Schema,
  value: unknown,
  path: string,
  old: unknown,
): FieldError[] {
  if (!isObject(value)) return [];
  const count = Object.keys(value).length;
  const errors: FieldError[] = [];
  for (const field of schema.required ?? []) {
    if (value[field] === undefined) errors.push(required(child(path, field)));
  }
  if (schema.maxProperties !== undefined && count > schema.maxProperties) {
    errors.push(tooMany(path, count, schema.maxProperties));
  }
  if (schema.minProperties !== undefined && count < schema.minProperties) {
    errors.push(
      invalidValue(
        path,
        count,
        `${inBody(path)} should have at least ${schema.minProperties} properties`,
      ),
    );
  }
  return [...errors, ...fieldErrors(schema, value, path, old)];
}

function fieldErrors(
  schema: Schema,
  value: JsonObject,
  path: string,
  old: unknown,
): FieldError[] {
  return Object.entries(value).flatMap(([field, one]) => {
    const known = fieldSchema(schema, field);
    if (!known || one === undefined) return [];
    return validateSchema(
      known,
      one,
      child(path, field),
      isObject(old) ? old[field] : undefined,
    );
  });
}

function combinationErrors(
  schema: Schema,
  value: unknown,
  path: string,
): FieldError[] {
  const passes = (one: Schema) => validateSchema(one, value, path).length === 0;
  const errors: FieldError[] = [];
  const fail = (detail: string) =>
    errors.push(invalidValue(path, '', `${JSON.stringify(path)} ${detail}`));
  for (const one of schema.allOf ?? []) {
    errors.push(...validateSchema(one, value, path));
  }
  if (schema.anyOf && !schema.anyOf.some(passes)) {
    fail('must validate at least one schema (anyOf)');
  }
  const matching = schema.oneOf?.filter(passes).length;
  if (matching === 0) {
    fail('must validate one and only one schema (oneOf). Found none valid');
  } else if (matching !== undefined && matching > 1) {
    fail(
      `must validate one and only one schema (oneOf). Found ${matching} valid alternatives`,
    );
  }
  if (schema.not && passes(schema.not)) {
    fail('must not validate the schema (not)');
  }
  return errors;
}
