import { applyDefaults } from '../schema/applyDefaults';
import { dropEmptyFields } from '../schema/dropEmptyFields';
import { customErrors } from '../schema/customErrors';
import type { KubeObject } from '../contract';
import { clone, isObject, type JsonObject } from '../jsonValue';
import { invalid } from '../statusError';
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

/** A copy that may be changed. */
export function thaw(object: KubeObject): JsonObject {
  return clone<JsonObject>({ ...object });
}
