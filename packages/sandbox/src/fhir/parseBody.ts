import { isResource } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import { FhirError } from './fhirError';

/** The body as a resource or a JSON patch; throws FhirError 400. */
export function parseBody(body: string): Resource {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (error) {
    throw new FhirError(
      400,
      'invalid',
      `Error parsing the JSON: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
  if (isResource(parsed)) return parsed;
  // A JSON patch is an array; the router takes it in the place of a resource.
  if (Array.isArray(parsed)) return parsed as unknown as Resource;
  throw new FhirError(
    400,
    'structure',
    'The body is not a FHIR resource: resourceType is missing.',
  );
}
