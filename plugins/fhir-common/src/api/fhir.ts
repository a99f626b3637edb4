import type { FhirSpec } from './fhirSpec';
import type { FhirStatus } from './fhirStatus';

/** API group of the Fhir resource. */
export const FHIR_GROUP = 'fhir-on-aks.io';
/** API version that is served and stored. */
export const FHIR_VERSION = 'v1alpha1';
/** `apiVersion` of a Fhir. */
export const FHIR_API_VERSION = `${FHIR_GROUP}/${FHIR_VERSION}` as const;

/** Where the API server serves Fhirs. */
export const FHIR_RESOURCE = {
  group: FHIR_GROUP,
  version: FHIR_VERSION,
  kind: 'Fhir',
  plural: 'fhirs',
  namespaced: true,
} as const;

/** Object metadata as JSON; times are RFC 3339 strings. */
export interface FhirMetadata {
  name: string;
  namespace: string;
  uid: string;
  resourceVersion: string;
  generation: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  finalizers?: string[];
}

/** A Fhir as read from a cluster, parsed: every default of the spec is filled in. */
export interface Fhir {
  apiVersion: typeof FHIR_API_VERSION;
  kind: 'Fhir';
  metadata: FhirMetadata;
  spec: FhirSpec;
  status?: FhirStatus;
}
