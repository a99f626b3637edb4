import { keyOf, type Indexes, type KubernetesObject } from '@fhir-on-aks/kube';
import { referencedSecrets } from '@fhir-on-aks/plugin-fhir-common';
import { readFhir } from './readFhir';

/** Lookup indexes for Fhirs. */
export const fhirIndexes: Indexes<KubernetesObject> = {
  uid: ({ metadata }) => [metadata.uid ?? ''],
  host: hostsOf,
  secret: secretsOf,
};

/** The host name that a Fhir claims. An invalid spec keeps its claim: the server may still be running. */
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
