import type { BundleEntry } from '@medplum/fhirtypes';
import { FhirError } from './fhirError';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Throws FhirError 400 for entries that upstream takes in no transaction. */
export function requireTransactionEntries(entries: BundleEntry[]): void {
  for (const { request, resource } of entries) {
    const { url, method } = request ?? {};
    if (!url) throw invalid('Bundle.entry.request.url is required.');
    if (!method || !methods.includes(method)) {
      throw invalid(
        `Requested operation '${url}' is invalid using the request method ${method}.`,
      );
    }
    const isSearch = method === 'POST' && url.includes('_search');
    const isConditionalDelete = method === 'DELETE' && url.includes('?');
    if (isSearch || isConditionalDelete) {
      throw invalid(
        `Requested operation '${url}' is not supported using ${method}.`,
      );
    }
    if (resource?.resourceType === 'Bundle') throw nestedBundle();
  }
}

/** A bundle inside a bundle. */
export function nestedBundle(): FhirError {
  return invalid('Requested operation does not support resource type: Bundle.');
}

function invalid(message: string): FhirError {
  return new FhirError(400, 'invalid', message);
}
