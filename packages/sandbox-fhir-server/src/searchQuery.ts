import { FhirError, sandboxCannot } from './fhirError';
import type { FhirModel, SearchParameterDefinition } from './fhirModel';
import {
  includeOf,
  pageOffset,
  readCount,
  sortOf,
  type Inclusion,
  type SortRule,
} from './searchControl';
import { checkFilter, type SearchFilter } from './searchFilter';

/** `subject:Patient.name=x`: the query holds for the resource that is referred to. */
export interface ChainedFilter {
  reference: SearchParameterDefinition;
  query: SearchQuery;
}

/** A parsed search. */
export interface SearchQuery {
  model: FhirModel;
  /** `Resource` for a search over all types. */
  resourceType: string;
  filters: SearchFilter[];
  chains: ChainedFilter[];
  sort: SortRule[];
  include: Inclusion[];
  revInclude: Inclusion[];
  count: number;
  offset: number;
  total: boolean;
  countOnly: boolean;
  elements?: string[];
  /** The types of `_type`. */
  types?: string[];
  /** What upstream does not know either: ignored with a warning, or refused where a search must be exact. */
  unsupported: { key: string; message: string }[];
}

/** How many results a page has. */
export interface PageLimits {
  defaultCount: number;
  maximumCount: number;
}

/** Parameters of upstream that the sandbox has no evaluation for. */
const notInTheSandbox = [
  '_has',
  '_list',
  '_not-referenced',
  '_includesCount',
  'includesCt',
  'feedRange',
];

/** Parses the parameters; throws FhirError for what no search can have and for what the sandbox cannot evaluate. */
export function parseSearch(
  model: FhirModel,
  resourceType: string | undefined,
  parameters: URLSearchParams,
  limits: PageLimits,
): SearchQuery {
  const query: SearchQuery = {
    model,
    resourceType: resourceType ?? 'Resource',
    filters: [],
    chains: [],
    sort: [],
    include: [],
    revInclude: [],
    count: limits.defaultCount,
    offset: 0,
    total: false,
    countOnly: false,
    unsupported: [],
  };
  // The types come first: they decide which parameters there are.
  for (const value of parameters.getAll('_type')) readTypes(query, value);
  for (const [key, value] of parameters) {
    if (value === '') notSupported(query, key);
    else readParameter(query, key, value, limits);
  }
  return query;
}

function readTypes(query: SearchQuery, value: string): void {
  query.types = value.split(',');
  const unknown = query.types.filter(type => !query.model.has(type)).sort();
  if (unknown.length === 0) return;
  query.unsupported.push({
    key: '_type',
    message: `The '_type' parameter contains unknown resource(s): ${unknown.map(type => `'${type}'`).join(',')}`,
  });
}

function readParameter(
  query: SearchQuery,
  key: string,
  value: string,
  limits: PageLimits,
): void {
  const [name] = splitOnce(key, ':');
  if (notInTheSandbox.includes(name)) {
    throw sandboxCannot(`evaluate the search parameter '${name}'`);
  }
  switch (key) {
    case '_format':
    case '_pretty':
    case '_type':
      return;
    case '_count':
      query.count = readCount(value, limits.maximumCount);
      query.countOnly ||= query.count === 0;
      return;
    case 'ct':
      query.offset = pageOffset(value);
      return;
    case '_sort':
      readSort(query, value);
      return;
    case '_total':
      query.total = readTotal(value);
      return;
    case '_summary':
      query.countOnly ||= readSummary(value);
      return;
    case '_elements':
      query.elements = value.split(',');
      return;
    default:
      if (name === '_include') {
        query.include.push(includeOf(query.model, key, value));
      } else if (name === '_revinclude') {
        query.revInclude.push(includeOf(query.model, key, value));
      } else readFilter(query, key, value);
  }
}

function readSort(query: SearchQuery, value: string): void {
  const parameters = parametersFor(query);
  const sort = sortOf(parameters, value, typesOf(query).join(', '));
  if (typeof sort === 'string') {
    query.unsupported.push({ key: '_sort', message: sort });
  } else query.sort = [sort];
}

function readTotal(value: string): boolean {
  const supported = `'accurate', 'none'`;
  switch (value.toLowerCase()) {
    case 'accurate':
      return true;
    case 'none':
      return false;
    case 'estimate':
      throw new FhirError(
        403,
        'forbidden',
        `The '_total' parameter value 'Estimate' is not supported. The supported values are: ${supported}.`,
      );
    default:
      throw new FhirError(
        400,
        'invalid',
        `The '_total' parameter value '${value}' is invalid. The supported values are: ${supported}.`,
      );
  }
}

/** Whether only the number of matches is wanted. */
function readSummary(value: string): boolean {
  if (value === 'count') return true;
  if (value === 'false') return false;
  throw sandboxCannot(`summarize resources (_summary=${value})`);
}

function readFilter(query: SearchQuery, key: string, value: string): void {
  const [head, rest] = splitOnce(key, '.');
  const [name, modifier] = splitOnce(head, ':');
  const definition = parametersFor(query).get(name);
  if (!definition) notSupported(query, key);
  else if (rest !== undefined) {
    query.chains.push({
      reference: definition,
      query: chainedQuery(query.model, definition, modifier, [rest, value]),
    });
  } else
    query.filters.push(checkFilter(query.model, definition, modifier, value));
}

/** Without a type in the key, exactly one of the reference's types must know the rest of the chain. */
function chainedQuery(
  model: FhirModel,
  reference: SearchParameterDefinition,
  type: string | undefined,
  rest: [key: string, value: string],
): SearchQuery {
  if (reference.type !== 'reference') {
    throw forbidden(
      'The chained parameter must be a reference search parameter type.',
    );
  }
  const limits = { defaultCount: 1, maximumCount: 1 };
  const types = type ? [type] : (reference.target ?? []);
  const found = types
    .map(one => parseSearch(model, one, new URLSearchParams([rest]), limits))
    .filter(({ filters, chains }) => filters.length + chains.length === 1);
  if (found.length === 1) return found[0];
  if (found.length === 0) {
    throw forbidden('The chained parameter is not supported.');
  }
  const choices = found.map(
    one => `${reference.code}:${one.resourceType}.${rest[0]}`,
  );
  throw forbidden(
    `The reference search parameter '${reference.code}' refers to multiple possible resource types. Please specify a type in the search expression: ${choices.join(', ')}`,
  );
}

/** The parameters that all types of the search have in common. */
function parametersFor({
  model,
  ...query
}: SearchQuery): ReadonlyMap<string, SearchParameterDefinition> {
  const [first, ...others] = typesOf({ model, ...query }).map(type =>
    model.searchParametersOf(type),
  );
  return new Map(
    [...first].filter(([code, definition]) =>
      others.every(other => other.get(code) === definition),
    ),
  );
}

function typesOf({ model, resourceType, types }: SearchQuery): string[] {
  const known = types?.filter(type => model.has(type)) ?? [];
  return resourceType === 'Resource' && known.length > 0
    ? known
    : [resourceType];
}

function notSupported(query: SearchQuery, key: string): void {
  query.unsupported.push({
    key,
    message: `The search parameter '${key}' is not supported for resource type '${typesOf(query).join(',')}'.`,
  });
}

function forbidden(message: string): FhirError {
  return new FhirError(403, 'forbidden', message);
}

function splitOnce(text: string, by: string): [string, string | undefined] {
  const at = text.indexOf(by);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
