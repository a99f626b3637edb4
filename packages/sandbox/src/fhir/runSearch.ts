import type { Resource } from '@medplum/fhirtypes';
import { FhirError } from './fhirError';
import { matchesFilter, valuesOf } from './searchMatch';
import { searchParametersOf } from './searchParameters';
import {
  parseSearch,
  type ChainedFilter,
  type Inclusion,
  type SearchQuery,
} from './searchQuery';
import type { VersionStore } from './VersionStore';

/** One page of a search. */
export interface SearchResult {
  matches: Resource[];
  included: Resource[];
  total: number;
  /** Offset of the next page, when there is one. */
  next?: number;
}

/** Filters, sorts, pages and includes. */
export function runSearch(
  store: VersionStore,
  query: SearchQuery,
): SearchResult {
  const candidates = query.types
    ? query.types.flatMap(type => store.current(type))
    : store.current(query.resourceType || undefined);
  const all = candidates.filter(
    resource =>
      query.filters.every(filter => matchesFilter(resource, filter)) &&
      query.chains.every(chain => matchesChain(store, resource, chain)),
  );
  const sorted = sortResources(all, query);
  const end = query.offset + query.count;
  const matches = query.countOnly ? [] : sorted.slice(query.offset, end);
  return {
    matches,
    included: includedBy(store, matches, query),
    total: all.length,
    next:
      !query.countOnly && query.count > 0 && end < all.length ? end : undefined,
  };
}

function matchesChain(
  store: VersionStore,
  resource: Resource,
  chain: ChainedFilter,
): boolean {
  return referredBy(store, resource, {
    sourceType: resource.resourceType,
    code: chain.reference,
    targetType: chain.targetType,
  }).some(target => {
    const query = parseSearch(
      target.resourceType,
      new URLSearchParams([[chain.rest, chain.value]]),
      { defaultCount: 1, maximumCount: 1 },
    );
    if (query.unknown.length > 0) return false;
    return (
      query.filters.every(filter => matchesFilter(target, filter)) &&
      query.chains.every(next => matchesChain(store, target, next))
    );
  });
}

function sortResources(resources: Resource[], query: SearchQuery): Resource[] {
  if (query.sort.length === 0) return resources;
  const known = searchParametersOf(query.resourceType);
  const rules = query.sort.map(rule => {
    const definition = known.get(rule.code);
    if (definition) return { ...rule, definition };
    throw new FhirError(
      400,
      'not-supported',
      `The search parameter '${rule.code}' is not supported for sorting.`,
    );
  });
  const keyed = resources.map(resource => ({
    resource,
    keys: rules.map(({ definition }) =>
      JSON.stringify(valuesOf(resource, definition)[0] ?? ''),
    ),
  }));
  keyed.sort((a, b) => {
    for (const [at, { descending }] of rules.entries()) {
      const order = a.keys[at].localeCompare(b.keys[at]);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
  return keyed.map(({ resource }) => resource);
}

function includedBy(
  store: VersionStore,
  matches: Resource[],
  query: SearchQuery,
): Resource[] {
  const found = new Set<Resource>();
  for (const inclusion of query.include) {
    for (const match of matches) {
      if (match.resourceType !== inclusion.sourceType) continue;
      for (const target of referredBy(store, match, inclusion)) {
        found.add(target);
      }
    }
  }
  for (const inclusion of query.revInclude) {
    for (const source of store.current(inclusion.sourceType)) {
      const targets = referredBy(store, source, inclusion);
      if (targets.some(target => matches.includes(target))) found.add(source);
    }
  }
  return [...found].filter(resource => !matches.includes(resource));
}

/** What a resource refers to by one search parameter. */
function referredBy(
  store: VersionStore,
  resource: Resource,
  { code, targetType }: Inclusion,
): Resource[] {
  const known = searchParametersOf(resource.resourceType);
  const definitions =
    code === '*'
      ? [...known.values()].filter(({ type }) => type === 'reference')
      : [known.get(code)];
  return definitions.flatMap(definition => {
    if (!definition) return [];
    return valuesOf(resource, definition).flatMap(value => {
      const [type, id] = referenceParts(value);
      const wanted = !targetType || targetType === type;
      const target = wanted ? store.last(type, id)?.resource : undefined;
      return target ? [target] : [];
    });
  });
}

function referenceParts(value: unknown): [type: string, id: string] {
  const reference =
    typeof value === 'object' && value !== null && 'reference' in value
      ? String(value.reference)
      : '';
  const [type = '', id = ''] = reference.split('/').slice(-2);
  return [type, id];
}
