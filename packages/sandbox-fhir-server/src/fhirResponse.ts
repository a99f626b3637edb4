import type { Resource } from '@medplum/fhirtypes';
import type { HttpResponse } from './serverContainer';

/** A FHIR JSON answer. */
export function fhirResponse(
  status: number,
  resource: object | undefined,
  headers: Record<string, string> = {},
): HttpResponse {
  return {
    status,
    headers: {
      ...(resource
        ? { 'content-type': 'application/fhir+json; charset=utf-8' }
        : {}),
      ...headers,
    },
    body: resource ? JSON.stringify(resource) : '',
  };
}

/** ETag and Last-Modified of a stored resource. */
export function versionHeaders(resource: Resource): Record<string, string> {
  const { versionId, lastUpdated } = resource.meta ?? {};
  return {
    ...(versionId ? { etag: `W/"${versionId}"` } : {}),
    ...(lastUpdated
      ? { 'last-modified': new Date(lastUpdated).toUTCString() }
      : {}),
  };
}
