import { applyPatch, type Operation } from 'fast-json-patch';
import { clone, isObject, type JsonObject } from '../jsonValue';
import { badRequest, StatusError } from '../statusError';

/** Applies a JSON patch (RFC 6902) to a copy. */
export function jsonPatch(target: JsonObject, patch: unknown): unknown {
  const operations = parseOperations(patch);
  try {
    return applyPatch(clone(target), operations, true).newDocument;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'TEST_OPERATION_FAILED') {
      throw new StatusError(
        422,
        'Invalid',
        'the server rejected our request due to an error in our request: a test operation of the patch failed',
        { details: {} },
      );
    }
    throw new StatusError(
      422,
      'Invalid',
      `the server rejected our request due to an error in our request: ${firstLine(error)}`,
      { details: {} },
    );
  }
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0];
}

function parseOperations(patch: unknown): Operation[] {
  if (!Array.isArray(patch)) {
    throw badRequest('a JSON patch must be a list of operations');
  }
  if (patch.length > 10_000) {
    throw new StatusError(
      413,
      'RequestEntityTooLarge',
      'The allowed maximum operations in a JSON patch is 10000',
    );
  }
  for (const operation of patch) {
    if (!isObject(operation) || typeof operation.op !== 'string') {
      throw badRequest(
        'every operation of a JSON patch must have "op" and "path"',
      );
    }
  }
  return patch as Operation[];
}
