import type { Resource } from '@medplum/fhirtypes';
import { FhirError, operationOutcome } from './fhirError';
import type { Interaction } from './interaction';
import { runSearch } from './runSearch';
import { continuationToken } from './searchControl';
import { parseSearch, type SearchQuery } from './searchQuery';
import type { FhirCall, ServerContext } from './serverContext';

/** The searchset of a search, with upstream's paging links (`ct`). */
export function searchBundle(
  context: ServerContext,
  call: FhirCall,
  interaction: Interaction,
) {
  const { configuration, data, clock } = context;
  const parameters = new URLSearchParams(call.parameters);
  if (call.method === 'POST') {
    for (const [name, value] of new URLSearchParams(call.body)) {
      parameters.append(name, value);
    }
  }
  const query = parseSearch(
    context.model,
    interaction.resourceType,
    parameters,
    {
      defaultCount: configuration.number(
        'FhirServer:CoreFeatures:DefaultItemCountPerSearch',
        10,
      ),
      maximumCount: configuration.number(
        'FhirServer:CoreFeatures:MaxItemCountPerSearch',
        1000,
      ),
    },
  );
  const [first] = query.unsupported;
  if (first && /handling=strict/.test(call.headers.prefer ?? '')) {
    throw new FhirError(400, 'not-supported', first.message);
  }
  const result = runSearch(data.database.store, query);
  const path = call.path.replace(/\/?_search$/, '');
  const self = `${call.baseUrl}/${path}`;
  const wantsTotal = query.total || query.countOnly;
  return {
    resourceType: 'Bundle',
    id: call.correlationId.replaceAll('-', ''),
    meta: { lastUpdated: new Date(clock.now()).toISOString() },
    type: 'searchset',
    ...(wantsTotal ? { total: result.total } : {}),
    link: links(self, parameters, query, result.next),
    entry: [
      ...result.matches.map(one => entry(call, one, 'match', query.elements)),
      ...result.included.map(one => entry(call, one, 'include')),
      ...warning(query),
    ],
  };
}

function links(
  self: string,
  parameters: URLSearchParams,
  { unsupported }: SearchQuery,
  next: number | undefined,
) {
  const known = new URLSearchParams(
    [...parameters].filter(([name]) =>
      unsupported.every(({ key }) => key !== name),
    ),
  );
  const url = (with_: URLSearchParams) =>
    with_.size > 0 ? `${self}?${with_}` : self;
  const found = [];
  if (next !== undefined) {
    const following = new URLSearchParams(known);
    following.set('ct', continuationToken(next));
    found.push({ relation: 'next', url: url(following) });
  }
  return [...found, { relation: 'self', url: url(known) }];
}

function entry(
  call: FhirCall,
  resource: Resource,
  mode: 'match' | 'include',
  elements?: string[],
) {
  return {
    fullUrl: `${call.baseUrl}/${resource.resourceType}/${resource.id}`,
    resource: elements ? subset(resource, elements) : resource,
    search: { mode },
  };
}

function subset(resource: Resource, elements: string[]) {
  const always = ['resourceType', 'id', 'meta'];
  const kept = Object.entries(resource).filter(
    ([name]) => always.includes(name) || elements.includes(name),
  );
  return {
    ...Object.fromEntries(kept),
    meta: {
      ...resource.meta,
      tag: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
          code: 'SUBSETTED',
        },
      ],
    },
  };
}

function warning({ unsupported }: SearchQuery) {
  if (unsupported.length === 0) return [];
  const issue = unsupported.flatMap(
    ({ message }) =>
      operationOutcome('warning', 'not-supported', message).issue,
  );
  return [
    {
      resource: { resourceType: 'OperationOutcome', issue },
      search: { mode: 'outcome' },
    },
  ];
}
