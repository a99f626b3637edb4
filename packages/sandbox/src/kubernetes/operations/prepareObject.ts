import { applyDefaults } from '../schema/applyDefaults';
import { dropEmptyFields } from '../schema/dropEmptyFields';
import { validateSchema } from '../schema/validateSchema';
import { validateRules } from '../schema/validateRules';
import type { KubeObject } from '../contract';
import { clone, isObject, type JsonObject } from '../jsonValue';
import { invalid, type FieldError } from '../statusError';
import type { ResourceType } from '../types/resourceType';
import { subjectOf } from './core';
import { validateMetadata } from './validateMetadata';

/** Fills in defaults: of the schema, then of the kind. */
export function defaultObject(
  type: ResourceType,
  object: JsonObject,
  old?: KubeObject,
): void {
  applyDefaults(type.schema, object);
  type.rules.defaults?.(object, old);
  if (!type.custom) dropEmptyFields(type.schema, object);
}

const blocking = [
  'FieldValueRequired',
  'FieldValueTypeInvalid',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueDuplicate',
];

/** Throws 422 with every field that is wrong. */
export function validateObject(
  type: ResourceType,
  object: JsonObject,
  old?: KubeObject,
): void {
  const errors = [
    ...validateMetadata(type, object),
    ...(type.custom
      ? customErrors(type, object, old)
      : (type.rules.validate?.(object, old) ?? [])),
  ];
  if (errors.length === 0) return;
  const name = isObject(object.metadata) ? object.metadata.name : undefined;
  throw invalid(subjectOf(type), typeof name === 'string' ? name : '', errors);
}

function customErrors(
  type: ResourceType,
  object: JsonObject,
  old?: KubeObject,
): FieldError[] {
  const errors = validateSchema(withoutMeta(type), object, '', old);
  if (errors.some(error => blocking.includes(error.reason))) {
    return type.schema['x-kubernetes-validations'] || hasRules(type)
      ? [...errors, uncheckedRules]
      : errors;
  }
  return [...errors, ...validateRules(type.schema, object, '', old)];
}

const uncheckedRules: FieldError = {
  reason: 'FieldValueInvalid',
  field: '<nil>',
  message:
    'Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
};

const rulesKnown = new WeakMap<ResourceType, boolean>();

function hasRules(type: ResourceType): boolean {
  let known = rulesKnown.get(type);
  if (known === undefined) {
    known = JSON.stringify(type.schema).includes('"x-kubernetes-validations"');
    rulesKnown.set(type, known);
  }
  return known;
}

const bareSchemas = new WeakMap<ResourceType, ResourceType['schema']>();

/** metadata is checked by validateMetadata; what a CRD says of metadata.name is kept. */
function withoutMeta(type: ResourceType): ResourceType['schema'] {
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

/** A copy that may be changed. */
export function thaw(object: KubeObject): JsonObject {
  return clone<JsonObject>({ ...object });
}
