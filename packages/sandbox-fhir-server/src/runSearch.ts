import type { Resource } from '@medplum/fhirtypes';
import type { FhirModel, SearchParameterDefinition } from './fhirModel';
import type { Inclusion } from './searchControl';
import { matchesFilter, valuesOf } from './searchFilter';
import type { SearchQuery } from './searchQuery';
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
  const { resourceType, types } = query;
  const all = store
    .current(resourceType === 'Resource' ? undefined : resourceType)
    .filter(one => !types || types.includes(one.resourceType))
    .filter(one => matchesQuery(store, one, query));
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

function matchesQuery(
  store: VersionStore,
  resource: Resource,
  query: SearchQuery,
): boolean {
  return (
    query.filters.every(filter => matchesFilter(resource, filter)) &&
    query.chains.every(({ reference, query: chained }) =>
      referredBy(store, resource, [reference], chained.resourceType).some(
        target => matchesQuery(store, target, chained),
      ),
    )
  );
}

function sortResources(resources: Resource[], { sort }: SearchQuery) {
  if (sort.length === 0) return resources;
  const [{ definition, descending }] = sort;
  const direction = descending ? -1 : 1;
  return resources
    .map(resource => ({
      resource,
      key: JSON.stringify(valuesOf(resource, definition)[0] ?? ''),
    }))
    .sort((a, b) => direction * a.key.localeCompare(b.key))
    .map(({ resource }) => resource);
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
      for (const target of inclusionTargets(
        store,
        query.model,
        match,
        inclusion,
      )) {
        found.add(target);
      }
    }
  }
  for (const inclusion of query.revInclude) {
    for (const source of store.current(inclusion.sourceType)) {
      const targets = inclusionTargets(store, query.model, source, inclusion);
      if (targets.some(target => matches.includes(target))) found.add(source);
    }
  }
  return [...found].filter(resource => !matches.includes(resource));
}

function inclusionTargets(
  store: VersionStore,
  model: FhirModel,
  resource: Resource,
  { sourceType, definition, targetType }: Inclusion,
): Resource[] {
  const definitions = definition
    ? [definition]
    : [...model.searchParametersOf(sourceType).values()].filter(
        ({ type }) => type === 'reference',
      );
  return referredBy(store, resource, definitions, targetType);
}

/** What a resource refers to by some search parameters. */
function referredBy(
  store: VersionStore,
  resource: Resource,
  definitions: SearchParameterDefinition[],
  targetType?: string,
): Resource[] {
  return definitions.flatMap(definition =>
    valuesOf(resource, definition).flatMap(value => {
      const [type, id] = referenceParts(value);
      const isWanted = !targetType || targetType === type;
      const target = isWanted ? store.last(type, id)?.resource : undefined;
      return target ? [target] : [];
    }),
  );
}

function referenceParts(value: unknown): [type: string, id: string] {
  const reference =
    typeof value === 'object' && value !== null && 'reference' in value
      ? String(value.reference)
      : '';
  const [type = '', id = ''] = reference.split('/').slice(-2);
  return [type, id];
}
