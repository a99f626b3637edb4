import { FhirError, sandboxCannot } from './fhirError';
import type { FhirModel, SearchParameterDefinition } from './fhirModel';

/** `Observation:subject` of _include and _revinclude; no definition stands for `*`. */
export interface Inclusion {
  sourceType: string;
  definition?: SearchParameterDefinition;
  targetType?: string;
}

/** By what a searchset is sorted. */
export interface SortRule {
  definition: SearchParameterDefinition;
  descending: boolean;
}

/** Parses `_count`; throws FhirError 400. */
export function readCount(value: string, maximum: number): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 0) {
    throw new FhirError(
      400,
      'invalid',
      `The value '${value}' of '_count' is not a positive number.`,
    );
  }
  return Math.min(count, maximum);
}

/** The inverse of `continuationToken`; throws FhirError 400. */
export function pageOffset(token: string): number {
  const offset = Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(offset) || offset < 0) {
    throw new FhirError(
      400,
      'invalid',
      'The provided continuation token is not valid.',
    );
  }
  return offset;
}

/** The `ct` of the next page. */
export function continuationToken(offset: number): string {
  return Buffer.from(String(offset)).toString('base64url');
}

/** The rule, or upstream's sentence why it does not sort so. */
export function sortOf(
  parameters: ReadonlyMap<string, SearchParameterDefinition>,
  value: string,
  types: string,
): SortRule | string {
  if (value.includes(',')) {
    return 'Multiple sort parameters are currently not supported. Only a single sort parameter is supported.';
  }
  const code = value.replace(/^-/, '');
  const definition = parameters.get(code);
  if (!definition) {
    return `Sort parameter value '${code}' is invalid, must be a subset of valid search parameters for resource type '${types}'.`;
  }
  if (!['date', 'string'].includes(definition.type)) {
    return `Sorting by the '${code}' parameter is not supported.`;
  }
  return { definition, descending: value.startsWith('-') };
}

/** Parses _include and _revinclude; throws FhirError for types and parameters that do not exist. */
export function includeOf(
  model: FhirModel,
  key: string,
  value: string,
): Inclusion {
  if (key.includes(':')) throw sandboxCannot(`follow '${key}'`);
  const [sourceType, code, targetType] = value.split(':');
  if (!code) {
    throw new FhirError(
      400,
      'invalid',
      `The ${key} search is missing the type to search.`,
    );
  }
  for (const type of targetType ? [sourceType, targetType] : [sourceType]) {
    if (!model.has(type)) throw resourceNotSupported(type);
  }
  const definition = model.searchParametersOf(sourceType).get(code);
  if (code !== '*' && definition?.type !== 'reference') {
    throw new FhirError(
      400,
      'not-supported',
      `The search parameter '${code}' is not supported for resource type '${sourceType}'.`,
    );
  }
  return { sourceType, definition, targetType };
}

/** A resource type that the FHIR version does not have. */
export function resourceNotSupported(type: string): FhirError {
  return new FhirError(
    404,
    'not-supported',
    `Resource type '${type}' is not supported.`,
  );
}
