import type { Fhir } from '../api/fhir';
import { childLabels, ownerReference, type Component } from '../names';
import type { KubernetesObject } from './KubernetesObject';

/** Metadata of a child: place, labels, and the owner reference by which it goes with its Fhir. */
export function objectMeta(
  fhir: Fhir,
  component: Component,
  name: string,
  extra: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  } = {},
): KubernetesObject['metadata'] {
  return {
    name,
    namespace: fhir.metadata.namespace,
    labels: { ...childLabels(fhir, component), ...extra.labels },
    ...(extra.annotations ? { annotations: extra.annotations } : {}),
    ownerReferences: [ownerReference(fhir)],
  };
}
