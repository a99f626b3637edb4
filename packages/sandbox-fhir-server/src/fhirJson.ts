import { isResource } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import { FhirError } from './fhirError';

declare global {
  interface JSON {
    /** Part of JSON.parse source text access, which the library of TypeScript 5 does not declare. */
    rawJSON(text: string): unknown;
  }
}

/** A number that JSON.stringify would write with other digits: FHIR keeps the precision of decimals. */
class ExactDecimal extends Number {
  /** A field and not a method, so that it survives how JSON patch clones values. */
  readonly toJSON: () => unknown;

  constructor(text: string) {
    super(text);
    this.toJSON = () => JSON.rawJSON(text);
  }
}

/** Parses JSON so that JSON.stringify gives back the digits that were sent. */
export function parseJson(text: string): unknown {
  return JSON.parse(
    text,
    (_key, value: unknown, context?: { source: string }) =>
      typeof value === 'number' && context && context.source !== String(value)
        ? new ExactDecimal(context.source)
        : value,
  );
}

/** A copy that keeps the digits of decimals, which structuredClone does not. */
export function copyOf<T extends Resource>(resource: T): T {
  // What was a resource is one after the round trip.
  return parseJson(JSON.stringify(resource)) as T;
}

const plain = new WeakMap<object, object>();

/** The same with ordinary numbers, which FHIRPath needs. The resource must not change any more. */
export function plainOf(resource: object): object {
  const found = plain.get(resource);
  if (found) return found;
  const made: object = JSON.parse(JSON.stringify(resource));
  plain.set(resource, made);
  return made;
}

/** The body as a resource or a JSON patch; throws FhirError 400. */
export function parseBody(body: string): Resource {
  let parsed: unknown;
  try {
    parsed = parseJson(body);
  } catch (error) {
    throw new FhirError(
      400,
      'invalid',
      `Error parsing the JSON: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
  if (isResource(parsed)) return parsed;
  // A JSON patch is an array; the router takes it in the place of a resource.
  if (Array.isArray(parsed)) return parsed as unknown as Resource;
  throw new FhirError(
    400,
    'structure',
    'The body is not a FHIR resource: resourceType is missing.',
  );
}
