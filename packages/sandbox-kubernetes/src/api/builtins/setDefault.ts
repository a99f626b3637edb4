import { isObject, type JsonObject } from '../jsonValue';

/** Sets fields that are absent; what is there stays. */
export function setDefaults(
  object: JsonObject,
  defaults: Record<string, unknown>,
): void {
  for (const [field, value] of Object.entries(defaults)) {
    if (object[field] === undefined) object[field] = value;
  }
}

/** The object at a field, made empty when it is not there. */
export function ensureObject(parent: JsonObject, field: string): JsonObject {
  const current = parent[field];
  if (isObject(current)) return current;
  const made: JsonObject = {};
  parent[field] = made;
  return made;
}
