import { isObject, type JsonObject } from '../jsonValue';
import definitions from '../openapi/builtinSchemas.json';
import { messageFields, messageOfDefinition } from '../protobuf/messageFields';
import type { Schema } from './schema';

const raw: JsonObject = definitions;
const resolved = new Map<string, Schema>();

/** The OpenAPI definitions of the built-in types as Kubernetes publishes them, by their full name. */
export const builtinDefinitions: JsonObject = raw;

/** Keyword of a scalar field that is not stored when it is empty, 0 or false. */
export const omitsZero = 'x-sandbox-omits-zero';

/** Keyword of an amount like `250m`. */
export const quantity = 'x-sandbox-quantity';

const referenceKeys = ['$ref', 'allOf'];

function referenceOf(node: JsonObject): string | undefined {
  const direct = node.$ref;
  if (typeof direct === 'string') return direct.split('/').pop();
  const [only] = Array.isArray(node.allOf) ? node.allOf : [];
  return isObject(only) ? referenceOf(only) : undefined;
}

function readSchema(node: unknown): Schema {
  if (!isObject(node)) return {};
  const reference = referenceOf(node);
  // eslint-disable-next-line @typescript-eslint/no-use-before-define
  return reference ? builtinSchema(reference) : fill({}, node);
}

/** The zero values that OpenAPI gives as defaults are how Go writes absent fields: not defaults of the API. */
function isRealDefault(value: unknown): boolean {
  return value !== '' && value !== 0 && value !== false && !isObject(value);
}

function fill(schema: Schema, node: JsonObject): Schema {
  for (const [key, value] of Object.entries(node)) {
    if (referenceKeys.includes(key)) continue;
    if (key === 'properties' && isObject(value)) {
      schema.properties = Object.fromEntries(
        Object.entries(value).map(([name, field]) => [name, readSchema(field)]),
      );
    } else if (key === 'items') schema.items = readSchema(value);
    else if (key === 'additionalProperties' && isObject(value)) {
      schema.additionalProperties = readSchema(value);
    } else if (key === 'default') {
      if (isRealDefault(value)) schema.default = value;
    } else schema[key] = value;
  }
  if (schema.format === 'int-or-string') {
    schema['x-kubernetes-int-or-string'] = true;
  }
  return schema;
}

/** The schema of a built-in type by its full name, for example `io.k8s.api.apps.v1.Deployment`. */
export function builtinSchema(name: string): Schema {
  const known = resolved.get(name);
  if (known) return known;
  const node = raw[name];
  if (!isObject(node)) throw new Error(`no built-in schema ${name}`);
  const schema: Schema = {};
  resolved.set(name, schema);
  fill(schema, node);
  if (name.endsWith('.resource.Quantity')) schema[quantity] = true;
  markOmittedZeros(schema, messageOfDefinition(name));
  return schema;
}

/** Marks the scalars that are left out when they are empty, 0 or false (`omitempty` without a pointer). */
function markOmittedZeros(schema: Schema, message: string): void {
  for (const field of messageFields(message)?.values() ?? []) {
    if (field.inline) markOmittedZeros(schema, field.type);
    const known = schema.properties?.[field.json];
    const isScalar = /^(string|bool|u?int(32|64))$/.test(field.type);
    if (
      known &&
      isScalar &&
      !field.keepsZero &&
      !field.repeated &&
      !field.map
    ) {
      known[omitsZero] = true;
    }
  }
}

export const objectMetaSchema = (): Schema =>
  builtinSchema('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta');
