import type { Resource } from '@medplum/fhirtypes';
import { findByCriteria } from './conditional';
import { FhirError } from './fhirError';
import type { ServerContext } from './serverContext';

/**
 * Replaces references to entries of a transaction, and conditional references (`Patient?identifier=x`), by `Type/id`.
 * Throws FhirError 400 when a conditional reference does not name exactly one resource.
 */
export function resolveReferences(
  context: ServerContext,
  resource: Resource,
  entries: ReadonlyMap<string, string> = new Map(),
): void {
  visitReferences(resource, reference => {
    const entry = entries.get(reference);
    if (entry) return entry;
    return reference.includes('?')
      ? resolveConditional(context, reference)
      : reference;
  });
}

function resolveConditional(context: ServerContext, reference: string): string {
  const at = reference.indexOf('?');
  const resourceType = reference.slice(0, at);
  if (!context.model.has(resourceType)) {
    throw invalid(
      `Resource type '${resourceType}' in the reference '${reference}' is not supported.`,
    );
  }
  const criteria = new URLSearchParams(reference.slice(at + 1));
  const found = findReferred(context, resourceType, criteria, reference);
  if (found) return `${resourceType}/${found.id}`;
  throw invalid(
    `Given conditional reference '${reference}' does not resolve to a resource.`,
  );
}

function findReferred(
  context: ServerContext,
  resourceType: string,
  criteria: URLSearchParams,
  reference: string,
): Resource | undefined {
  try {
    return findByCriteria(context, resourceType, criteria);
  } catch (error) {
    if (!(error instanceof FhirError) || error.status !== 412) throw error;
    throw invalid(
      `Given conditional reference '${reference}' resolved to multiple resources.`,
    );
  }
}

function visitReferences(
  value: unknown,
  replace: (reference: string) => string,
): void {
  if (typeof value !== 'object' || value === null) return;
  if ('reference' in value && typeof value.reference === 'string') {
    value.reference = replace(value.reference);
  }
  for (const child of Object.values(value)) visitReferences(child, replace);
}

function invalid(message: string): FhirError {
  return new FhirError(400, 'invalid', message);
}
