import { SharedParts, type KubernetesObject } from '@fhir-on-aks/kube';
import {
  understandFhir,
  type UnderstoodFhir,
} from '@fhir-on-aks/plugin-fhir-common';

const parsed = new WeakMap<KubernetesObject, UnderstoodFhir>();
/** Most specs are nearly the same. */
const parts = new SharedParts();

/** Parses a Fhir of the view; each version of it is parsed once. */
export function readFhir(object: KubernetesObject): UnderstoodFhir {
  const known = parsed.get(object);
  if (known) return known;
  const fhir = parts.share(understandFhir(object));
  parsed.set(object, fhir);
  return fhir;
}
