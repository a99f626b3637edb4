import { isObject, type JsonObject } from '../jsonValue';
import { isQuantity, quantityDetail } from '../builtins/quantity';
import { badRequest, type StatusError } from '../statusError';
import {
  fieldSchema,
  keepsUnknownFields,
  objectSchemaKeepsMeta,
  type Schema,
} from './schema';
import { objectMetaSchema, quantity } from './builtinSchemas';

interface Decoding {
  custom: boolean;
  /** Paths of fields that the schema does not know. */
  unknown: string[];
  kind: string;
  version: string;
}

export interface DecodeTarget {
  schema: Schema;
  custom: boolean;
  kind: string;
  /** `apps/v1` */
  version: string;
}

/**
 * Copies what a caller sent, as the API server reads it: fields that the schema does not know
 * are left out and named, wrong JSON types are refused for built-in types (400). Custom
 * resources keep wrong types for the validation to name (422).
 */
export function decodeObject(
  target: DecodeTarget,
  input: JsonObject,
): { object: JsonObject; unknown: string[] } {
  const decoding: Decoding = {
    custom: target.custom,
    unknown: [],
    kind: target.kind,
    version: target.version,
  };
  const object = decodeFields(decoding, target.schema, input, '', true);
  return { object, unknown: decoding.unknown };
}

function decodeFields(
  decoding: Decoding,
  schema: Schema | undefined,
  input: JsonObject,
  path: string,
  isResource: boolean,
): JsonObject {
  const output: JsonObject = {};
  const keepsUnknown = keepsUnknownFields(schema);
  for (const [field, value] of Object.entries(input)) {
    const here = path ? `${path}.${field}` : field;
    const known = fieldSchema(schema, field);
    if (isResource && (field === 'apiVersion' || field === 'kind')) {
      output[field] = value;
    } else if (isResource && field === 'metadata') {
      output[field] = decodeMeta(decoding, value, here);
    } else if (known || keepsUnknown) {
      const decoded = decodeValue(decoding, known, value, here);
      if (decoded !== undefined) output[field] = decoded;
    } else decoding.unknown.push(here);
  }
  return output;
}

function decodeMeta(
  decoding: Decoding,
  value: unknown,
  path: string,
): JsonObject {
  const meta = decodeValue(
    { ...decoding, custom: false },
    objectMetaSchema(),
    value,
    path,
  );
  return isObject(meta) ? meta : {};
}

function decodeValue(
  decoding: Decoding,
  schema: Schema | undefined,
  value: unknown,
  path: string,
): unknown {
  if (value === undefined) return undefined;
  if (value === null) return decodeNull(schema);
  if (!decoding.custom && schema) checkType(decoding, schema, value, path);
  if (Array.isArray(value)) {
    const items = value.map((item, index) =>
      decodeValue(decoding, schema?.items, item, `${path}[${index}]`),
    );
    return items.map(item => (item === undefined ? null : item));
  }
  if (isObject(value)) {
    return decodeFields(
      decoding,
      schema,
      value,
      path,
      objectSchemaKeepsMeta(schema),
    );
  }
  return value;
}

/** null counts as absent, unless the schema allows it or says nothing about the value. */
function decodeNull(schema: Schema | undefined): unknown {
  if (!schema || (schema.type === undefined && !schema.properties)) return null;
  return schema.nullable ? null : undefined;
}

function checkType(
  decoding: Decoding,
  schema: Schema,
  value: unknown,
  path: string,
): void {
  if (schema[quantity] === true) checkQuantity(decoding, value);
  if (schema['x-kubernetes-int-or-string'] || !schema.type) return;
  if (schema.oneOf) return;
  const actual = jsonType(value);
  const matches =
    actual === schema.type ||
    (schema.type === 'number' && actual === 'integer');
  if (matches) return;
  throw cannotDecode(
    decoding,
    `json: cannot unmarshal ${goType(value)} into Go struct field ${decoding.kind}.${path} of type ${goTarget(schema)}`,
  );
}

function checkQuantity(decoding: Decoding, value: unknown): void {
  if (!isQuantity(value)) throw cannotDecode(decoding, quantityDetail);
}

function cannotDecode({ kind, version }: Decoding, why: string): StatusError {
  return badRequest(
    `${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`,
  );
}

/** The JSON schema type of a value. */
export function jsonType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'integer';
  return typeof value;
}

function goType(value: unknown): string {
  const type = jsonType(value);
  if (type === 'integer') return 'number';
  return type === 'boolean' ? 'bool' : type;
}

function goTarget(schema: Schema): string {
  switch (schema.type) {
    case 'integer':
      return schema.format ?? 'int64';
    case 'boolean':
      return 'bool';
    case 'number':
      return 'float64';
    case 'array':
      return '[]object';
    default:
      return schema.type ?? 'object';
  }
}
