import type { KubeObject } from '../contract';
import { isObject, valueAt, type JsonObject } from '../jsonValue';
import type { FieldError } from '../statusError';
import type { ResourceType } from '../types/resourceType';
import { invalidBody, invalidValue, required } from './fieldErrors';
import { duplicateErrors } from './listErrors';
import { fieldSchema, type Schema } from './schema';
import { validateRules } from './validateRules';
import { validateSchema } from './validateSchema';

/** The rules are not run on an object that fails in one of these ways. */
const blocking = [
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
];

const unchecked = invalidBody(
  '',
  'null',
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
);

/**
 * Checks a custom resource: its schema, its numbers of replicas, what is embedded in it, its lists,
 * and then its rules. Order and words of apiextensions-apiserver/pkg/registry/customresource.
 */
export function customErrors(
  type: ResourceType,
  object: JsonObject,
  old?: KubeObject,
): FieldError[] {
  const schema = withoutMeta(type);
  const errors = [
    ...validateSchema(schema, object, '', old),
    ...replicaErrors(type, object),
    ...embeddedErrors(schema, object, ''),
    ...listErrors(schema, object, old),
  ];
  if (errors.some(error => blocking.includes(error.reason))) {
    return hasRules(type) ? [...errors, unchecked] : errors;
  }
  return [...errors, ...validateRules(type.schema, object, '', old)];
}

/** An object that already broke the rule of a list may go on doing so. */
function listErrors(
  schema: Schema,
  object: JsonObject,
  old: KubeObject | undefined,
): FieldError[] {
  return old && duplicateErrors(schema, old, '').length > 0
    ? []
    : duplicateErrors(schema, object, '');
}

function replicaErrors(type: ResourceType, object: JsonObject): FieldError[] {
  const { scale } = type;
  if (!scale) return [];
  return [scale.specReplicas, scale.statusReplicas].flatMap(path => {
    const field = `.${path.join('.')}`;
    const value = valueAt(object, ...path);
    if (value === undefined) return [];
    if (!Number.isInteger(value)) {
      const problem = `${field} accessor error: ${goText(value)} is of the type ${goType(value)}, expected int64`;
      return [invalidValue(field, 0, problem)];
    }
    if (Number(value) < 0) {
      return [invalidValue(field, value, 'should be a non-negative integer')];
    }
    const most = 2 ** 31 - 1;
    return Number(value) > most
      ? [invalidValue(field, value, `should be less than or equal to ${most}`)]
      : [];
  });
}

function goText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function goType(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (isObject(value)) return 'map[string]interface {}';
  if (value === null) return '<nil>';
  return (
    { boolean: 'bool', number: 'float64' }[String(typeof value)] ?? 'string'
  );
}

function embeddedErrors(
  schema: Schema,
  value: unknown,
  path: string,
): FieldError[] {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items
      ? value.flatMap((item, index) =>
          embeddedErrors(items, item, `${path}[${index}]`),
        )
      : [];
  }
  if (!isObject(value)) return [];
  const own = schema['x-kubernetes-embedded-resource']
    ? ['apiVersion', 'kind'].flatMap(field => typeErrors(value, field, path))
    : [];
  const below = Object.entries(value).flatMap(([field, one]) => {
    const known = fieldSchema(schema, field);
    const isNamed = schema.properties?.[field] !== undefined;
    const at = isNamed ? `${path}${path && '.'}${field}` : `${path}[${field}]`;
    return known ? embeddedErrors(known, one, at) : [];
  });
  return [...own, ...below];
}

function typeErrors(
  value: JsonObject,
  field: string,
  path: string,
): FieldError[] {
  const at = `${path}.${field}`;
  if (value[field] === undefined) return [required(at)];
  return value[field] === '' ? [invalidValue(at, '', 'must not be empty')] : [];
}

const rulesKnown = new WeakMap<ResourceType, boolean>();

function hasRules(type: ResourceType): boolean {
  let known = rulesKnown.get(type);
  if (known === undefined) {
    known = JSON.stringify(type.schema).includes('"x-kubernetes-validations"');
    rulesKnown.set(type, known);
  }
  return known;
}

const bareSchemas = new WeakMap<ResourceType, Schema>();

/** metadata is checked by validateMetadata; what a CRD says of metadata.name is kept. */
function withoutMeta(type: ResourceType): Schema {
  let bare = bareSchemas.get(type);
  if (!bare) {
    const {
      apiVersion: _apiVersion,
      kind: _kind,
      ...properties
    } = type.schema.properties ?? {};
    bare = { ...type.schema, properties };
    bareSchemas.set(type, bare);
  }
  return bare;
}
