import { FhirError, sandboxCannot } from './fhirError';
import type { Interaction } from './interaction';
import { continuationToken, pageOffset, readCount } from './searchControl';
import type { FhirCall, ServerContext } from './serverContext';

const known = ['_since', '_count', 'ct', '_format', '_pretty'];

/** The history of a resource, a type or the whole server, newest first. */
export function historyBundle(
  { configuration, data }: ServerContext,
  call: FhirCall,
  { resourceType, id }: Interaction,
) {
  const all = data.database.store.history(resourceType, id);
  if (id && all.length === 0) {
    throw new FhirError(
      404,
      'not-found',
      `Resource type '${resourceType}' with id '${id}' couldn't be found.`,
    );
  }
  const { parameters } = call;
  for (const name of parameters.keys()) {
    if (known.includes(name)) continue;
    throw sandboxCannot(`evaluate the history parameter '${name}'`);
  }
  const since = readInstant(parameters.get('_since') ?? '1000-01-01');
  const maximum = configuration.number(
    'FhirServer:CoreFeatures:MaxItemCountPerSearch',
    1000,
  );
  const count = readCount(parameters.get('_count') ?? '10', maximum);
  const offset = pageOffset(parameters.get('ct') ?? continuationToken(0));
  const wanted = all.filter(({ at }) => Date.parse(at) >= since);
  const page = wanted.slice(offset, offset + count);
  const self = `${call.baseUrl}/${call.path}`;
  const next = new URLSearchParams(parameters);
  next.set('ct', continuationToken(offset + count));
  const hasNext = count > 0 && offset + count < wanted.length;
  return {
    resourceType: 'Bundle',
    type: 'history',
    total: wanted.length,
    link: [
      ...(hasNext ? [{ relation: 'next', url: `${self}?${next}` }] : []),
      {
        relation: 'self',
        url: parameters.size > 0 ? `${self}?${parameters}` : self,
      },
    ],
    entry: page.map(version => ({
      fullUrl: `${call.baseUrl}/${version.type}/${version.id}`,
      ...(version.resource ? { resource: version.resource } : {}),
      request: {
        method: methodOf(version),
        url: `${version.type}/${version.id}`,
      },
      response: {
        status: version.version === 1 ? '201 Created' : '200 OK',
        etag: `W/"${version.version}"`,
        lastModified: version.at,
      },
    })),
  };
}

function readInstant(text: string): number {
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return time;
  throw new FhirError(400, 'invalid', `Malformed search value '${text}'.`);
}

function methodOf(version: { version: number; resource?: object }): string {
  if (!version.resource) return 'DELETE';
  return version.version === 1 ? 'POST' : 'PUT';
}
