import type { KubernetesObject } from '@fhir-on-aks/kube';
import {
  FHIR_API_VERSION,
  InvalidFhirError,
  parseFhir,
  parseFhirStatus,
  type Fhir,
  type FhirSnapshot,
} from '@fhir-on-aks/plugin-fhir-common';

/** A Fhir as the cluster has it. With `specErrors` its spec is what somebody wrote: nothing may be made from it. */
export interface ReadFhir {
  fhir: Fhir;
  specErrors?: FhirSnapshot['specErrors'];
}

const known = new WeakMap<KubernetesObject, ReadFhir>();

/** Reads a Fhir of the cache; each version of it is parsed once. */
export function readFhir(object: KubernetesObject): ReadFhir {
  const before = known.get(object);
  if (before) return before;
  const read = parse(object);
  known.set(object, read);
  return read;
}

function parse(object: KubernetesObject): ReadFhir {
  try {
    return { fhir: parseFhir(object) };
  } catch (error) {
    if (!(error instanceof InvalidFhirError)) throw error;
    const specErrors = error.issues.map(({ field, value, message }) => ({
      field,
      value,
      message,
    }));
    return { fhir: unparsed(object), specErrors };
  }
}

/** An older CRD, or none of its rules, let the spec in: the status model reads no more of it than its policy. */
function unparsed({ metadata, spec, status }: KubernetesObject): Fhir {
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
    spec: Object(spec) as Fhir['spec'],
    status: parseFhirStatus(status),
  };
}
