import { keyOf, type Indexes, type KubernetesObject } from '@fhir-on-aks/kube';
import { referencedSecrets } from '@fhir-on-aks/plugin-fhir-common';
import { readFhir } from './readFhir';

/** By what Fhirs are found again. */
export const fhirIndexes: Indexes<KubernetesObject> = {
  uid: ({ metadata }) => [metadata.uid ?? ''],
  host: hostsOf,
  secret: secretsOf,
};

/** The host name that a Fhir wants. One whose spec is not valid keeps its claim: it may still serve. */
export function hostsOf({ spec }: KubernetesObject): string[] {
  const { type, host } = Object(Object(spec).exposure);
  return type === 'None' || typeof host !== 'string' ? [] : [host];
}

function secretsOf(object: KubernetesObject): string[] {
  const { fhir, specErrors } = readFhir(object);
  if (specErrors) return [];
  const { namespace } = fhir.metadata;
  return referencedSecrets(fhir.spec).map(name => keyOf({ namespace, name }));
}
