import { isObject, stringAt, type JsonObject } from '../jsonValue';
import { decodeObject } from '../schema/decodeObject';
import { badRequest } from '../statusError';
import { groupVersion, type ResourceType } from '../types/resourceType';
import type { WriteContext } from './core';

/** Reads what a caller sent for a type: kind and version must fit, unknown fields go (or are refused under Strict). */
export function decodeInput(
  type: ResourceType,
  input: unknown,
  context: Pick<WriteContext, 'fieldValidation' | 'warn'>,
): JsonObject {
  if (!isObject(input)) {
    throw badRequest(
      'the object provided is unrecognized (must be JSON object)',
    );
  }
  checkKind(type, input);
  const { object, unknown } = decodeObject(
    {
      schema: type.schema,
      custom: type.custom,
      kind: type.kind,
      version: groupVersion(type),
    },
    input,
  );
  reportUnknown(type, unknown, context);
  if (!isObject(object.metadata)) object.metadata = {};
  object.apiVersion = groupVersion(type);
  object.kind = type.kind;
  return object;
}

function checkKind(type: ResourceType, input: JsonObject): void {
  const apiVersion = stringAt(input, 'apiVersion') ?? '';
  const kind = stringAt(input, 'kind') ?? '';
  if (apiVersion === '' && kind === '' && !type.custom) return;
  if (apiVersion === groupVersion(type) && kind === type.kind) return;
  throw badRequest(
    type.custom
      ? `the API version in the data (${apiVersion}) does not match the expected API version (${groupVersion(type)})`
      : `${kind} in version "${apiVersion}" cannot be handled as a ${type.kind}: this resource takes ${type.kind} of ${groupVersion(type)}`,
  );
}

/** Unknown fields: refused, warned about, or silently dropped. */
export function reportUnknown(
  type: ResourceType,
  unknown: string[],
  context: Pick<WriteContext, 'fieldValidation' | 'warn'>,
): void {
  if (unknown.length === 0 || context.fieldValidation === 'Ignore') return;
  const words = [...unknown]
    .sort()
    .map(field => `unknown field ${JSON.stringify(field)}`);
  if (context.fieldValidation === 'Strict') {
    throw badRequest(
      `${type.kind} in version "${type.version}" cannot be handled as a ${type.kind}: strict decoding error: ${words.join(', ')}`,
    );
  }
  words.forEach(word => context.warn(word));
}
