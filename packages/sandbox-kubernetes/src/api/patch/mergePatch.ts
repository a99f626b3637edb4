import { clone, isObject, type JsonObject } from '../jsonValue';
import { badRequest } from '../statusError';

/** Applies a JSON merge patch (RFC 7386) to a copy. */
export function mergePatch(target: JsonObject, patch: unknown): JsonObject {
  if (!isObject(patch)) {
    throw badRequest('a merge patch must be a JSON object');
  }
  return merge(target, patch);
}

function merge(target: unknown, patch: JsonObject): JsonObject {
  const result = isObject(target) ? clone(target) : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete result[field];
    else if (isObject(value)) result[field] = merge(result[field], value);
    else result[field] = clone(value);
  }
  return result;
}
