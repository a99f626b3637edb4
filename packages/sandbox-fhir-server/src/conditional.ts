import type { Resource } from '@medplum/fhirtypes';
import { FhirError } from './fhirError';
import { runSearch } from './runSearch';
import { parseSearch } from './searchQuery';
import type { ServerContext } from './serverContext';

/** What limits or describes a result, but selects nothing. */
const notSelective = ['_count', '_summary', '_total', 'ct', '_format'];

/**
 * The one resource that the criteria of a conditional interaction or reference select; undefined: there is none.
 * Throws FhirError 400 or 412 for criteria that cannot be used or that select several.
 */
export function findByCriteria(
  { model, data }: ServerContext,
  resourceType: string,
  criteria: URLSearchParams,
): Resource | undefined {
  const selective = new URLSearchParams(
    [...criteria].filter(([key]) => !notSelective.includes(key)),
  );
  const query = parseSearch(model, resourceType, selective, {
    defaultCount: 2,
    maximumCount: 2,
  });
  const used = query.filters.length + query.chains.length;
  if (used === 0) throw notSelectiveEnough(resourceType);
  // Upstream goes on with the criteria that it knows; the sandbox never acts on less than what was asked.
  const [first] = query.unsupported;
  if (first) throw new FhirError(400, 'not-supported', first.message);
  const { matches } = runSearch(data.database.store, query);
  if (matches.length > 1) throw notSelectiveEnough(resourceType);
  return matches[0];
}

function notSelectiveEnough(resourceType: string): FhirError {
  return new FhirError(
    412,
    'conflict',
    `Conditional operation on ${resourceType} was not attempted because search criteria was not selective enough.`,
  );
}
