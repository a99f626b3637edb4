import { FhirError } from './fhirError';
import type { Interaction } from './interaction';
import type { FhirCall, ServerContext } from './serverContext';

/** The history of a resource, a type or the whole server, newest first. */
export function historyBundle(
  { data }: ServerContext,
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
  const since = call.parameters.get('_since');
  const count = Number(call.parameters.get('_count') ?? 10);
  const wanted = since
    ? all.filter(({ at }) => Date.parse(at) >= Date.parse(since))
    : all;
  return {
    resourceType: 'Bundle',
    type: 'history',
    total: wanted.length,
    link: [{ relation: 'self', url: `${call.baseUrl}/${call.path}` }],
    entry: wanted.slice(0, count).map(version => ({
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

function methodOf(version: { version: number; resource?: object }): string {
  if (!version.resource) return 'DELETE';
  return version.version === 1 ? 'POST' : 'PUT';
}
