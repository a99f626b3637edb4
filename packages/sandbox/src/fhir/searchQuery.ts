import { FhirError } from './fhirError';
import type { SearchFilter } from './searchMatch';
import { searchParametersOf } from './searchParameters';

/** `subject:Patient.name=x`: the filter holds for the resource that is referred to. */
export interface ChainedFilter {
  reference: string;
  targetType?: string;
  rest: string;
  value: string;
}

/** `Observation:subject` of _include and _revinclude. */
export interface Inclusion {
  sourceType: string;
  code: string;
  targetType?: string;
}

/** A parsed search. */
export interface SearchQuery {
  resourceType: string;
  filters: SearchFilter[];
  chains: ChainedFilter[];
  sort: { code: string; descending: boolean }[];
  include: Inclusion[];
  revInclude: Inclusion[];
  count: number;
  offset: number;
  total: boolean;
  countOnly: boolean;
  elements?: string[];
  /** Types of a search over the whole system. */
  types?: string[];
  /** Parameters that were left out because the server does not know them. */
  unknown: string[];
}

/** How many results a page has. */
export interface PageLimits {
  defaultCount: number;
  maximumCount: number;
}

const ignored = ['_format', '_pretty', '_summary', '_containedType'];

/** Parses the parameters; throws FhirError 400 for values that no search can have. */
export function parseSearch(
  resourceType: string,
  parameters: URLSearchParams,
  limits: PageLimits,
): SearchQuery {
  const query: SearchQuery = {
    resourceType,
    filters: [],
    chains: [],
    sort: [],
    include: [],
    revInclude: [],
    count: limits.defaultCount,
    offset: 0,
    total: false,
    countOnly: false,
    unknown: [],
  };
  for (const [key, value] of parameters) {
    readParameter(query, key, value, limits);
  }
  return query;
}

function readParameter(
  query: SearchQuery,
  key: string,
  value: string,
  limits: PageLimits,
): void {
  const [name, modifier] = splitOnce(key, ':');
  switch (name) {
    case '_count':
      query.count = readCount(value, limits.maximumCount);
      return;
    case 'ct':
      query.offset = readContinuation(value);
      return;
    case '_sort':
      query.sort = value.split(',').map(part => ({
        code: part.replace(/^-/, ''),
        descending: part.startsWith('-'),
      }));
      return;
    case '_total':
      query.total = value === 'accurate' || value === 'estimate';
      return;
    case '_include':
      query.include.push(readInclusion(value));
      return;
    case '_revinclude':
      query.revInclude.push(readInclusion(value));
      return;
    case '_elements':
      query.elements = value.split(',');
      return;
    case '_type':
      query.types = value.split(',');
      return;
    default:
      if (name === '_summary') query.countOnly = value === 'count';
      if (!ignored.includes(name))
        readFilter(query, key, name, modifier, value);
  }
}

function readFilter(
  query: SearchQuery,
  key: string,
  name: string,
  modifier: string | undefined,
  value: string,
): void {
  const known = searchParametersOf(query.resourceType);
  const [head, rest] = splitOnce(key, '.');
  if (rest !== undefined) {
    const [reference, targetType] = splitOnce(head, ':');
    if (known.get(reference)?.type === 'reference') {
      query.chains.push({ reference, targetType, rest, value });
    } else {
      query.unknown.push(key);
    }
    return;
  }
  const definition = known.get(name);
  if (!definition) {
    query.unknown.push(name);
    return;
  }
  query.filters.push({ definition, modifier, values: splitValues(value) });
}

function readCount(value: string, maximum: number): number {
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

/** The inverse of `continuationToken`. */
function readContinuation(value: string): number {
  const offset = Number(Buffer.from(value, 'base64url').toString());
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

function readInclusion(value: string): Inclusion {
  const [sourceType, code, targetType] = value.split(':');
  if (!code) {
    throw new FhirError(
      400,
      'invalid',
      `The value '${value}' must be of the form Type:parameter.`,
    );
  }
  return { sourceType, code, targetType };
}

function splitValues(value: string): string[] {
  return value
    .split(/(?<!\\),/)
    .map(part => part.replace(/\\([,$|\\])/g, '$1'));
}

function splitOnce(text: string, by: string): [string, string | undefined] {
  const at = text.indexOf(by);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
