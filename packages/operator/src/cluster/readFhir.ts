import { SharedParts, type KubernetesObject } from '@fhir-on-aks/kube';
import {
  understandFhir,
  type UnderstoodFhir,
} from '@fhir-on-aks/plugin-fhir-common';

const known = new WeakMap<KubernetesObject, UnderstoodFhir>();
/** Most specs say nearly the same. */
const parts = new SharedParts();

/** Reads a Fhir of the cache; each version of it is parsed once. */
export function readFhir(object: KubernetesObject): UnderstoodFhir {
  const before = known.get(object);
  if (before) return before;
  const read = parts.share(understandFhir(object));
  known.set(object, read);
  return read;
}
