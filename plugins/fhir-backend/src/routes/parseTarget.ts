import { InputError } from '@backstage/errors';
import type { FhirTarget } from '@fhir-on-aks/plugin-fhir-common';
import type { Request } from 'express';

/** Which instance a path names. */
export function parseTarget({ params }: Request): FhirTarget {
  const { cluster, namespace, name } = params;
  if (!cluster || !namespace || !name) {
    throw new InputError('the path must be …/<cluster>/<namespace>/<name>');
  }
  return { cluster, namespace, name };
}
