import type { KubernetesObject } from '@fhir-on-aks/kube';
import {
  understandFhir,
  type UnderstoodFhir,
} from '@fhir-on-aks/plugin-fhir-common';

const known = new WeakMap<KubernetesObject, UnderstoodFhir>();

/** Reads a Fhir of the cache; each version of it is parsed once. */
export function readFhir(object: KubernetesObject): UnderstoodFhir {
  const before = known.get(object);
  if (before) return before;
  const read = understandFhir(object);
  known.set(object, read);
  return read;
}
