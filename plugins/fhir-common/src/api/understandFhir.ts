import type { FhirSnapshot, SnapshotObject } from '../status/snapshot';
import { FHIR_API_VERSION, type Fhir } from './fhir';
import { InvalidFhirError } from './InvalidInputError';
import { parseFhir, parseFhirStatus } from './parseFhir';
import { understoodSpec } from './understoodSpec';

/** A Fhir as far as it can be understood. With `specErrors` it is for showing only: nothing may be made from its spec. */
export interface UnderstoodFhir {
  fhir: Fhir;
  specErrors?: FhirSnapshot['specErrors'];
}

/** A Fhir as it stands in a cluster; an older CRD, or one without its rules, may have let a spec in that is not valid. */
export function understandFhir(object: SnapshotObject): UnderstoodFhir {
  try {
    return { fhir: parseFhir(object) };
  } catch (error) {
    if (!(error instanceof InvalidFhirError)) throw error;
    const specErrors = error.issues.map(({ field, value, message }) => ({
      field,
      value,
      message,
    }));
    return { fhir: understood(object), specErrors };
  }
}

function understood({ metadata, spec, status }: SnapshotObject): Fhir {
  return {
    apiVersion: FHIR_API_VERSION,
    kind: 'Fhir',
    metadata: {
      ...metadata,
      namespace: metadata.namespace ?? 'default',
      uid: metadata.uid ?? '',
      resourceVersion: metadata.resourceVersion ?? '',
      generation: metadata.generation ?? 1,
      creationTimestamp: metadata.creationTimestamp ?? '',
      labels: metadata.labels ?? {},
      annotations: metadata.annotations ?? {},
    },
    spec: understoodSpec(spec),
    status: parseFhirStatus(status),
  };
}
