import {
  parseFhirStatus,
  validateFhirSpec,
  type FhirSpec,
  type FhirStatus,
} from '@fhir-on-aks/plugin-fhir-common';
import type { KubernetesObject } from '@fhir-on-aks/kube';

/** A Fhir as it is stored: read leniently, because another version or another tool may have written it. */
export interface StoredFhir extends KubernetesObject {
  kind: 'Fhir';
  spec?: Record<string, unknown>;
  status?: Record<string, unknown>;
}

/** The spec with its defaults; undefined when it is not valid any more. */
export function storedSpec(fhir: StoredFhir): FhirSpec | undefined {
  const checked = validateFhirSpec(fhir.spec);
  return 'spec' in checked ? checked.spec : undefined;
}

/** The status, as far as this version understands it. */
export function storedStatus(fhir: StoredFhir): FhirStatus | undefined {
  return parseFhirStatus(fhir.status);
}

/** Whether the Fhir is on its way out. */
export function isBeingDeleted(fhir: StoredFhir): boolean {
  return fhir.metadata.deletionTimestamp !== undefined;
}
