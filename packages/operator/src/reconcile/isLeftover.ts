import type { KubernetesObject } from '@fhir-on-aks/kube';

/**
 * Whether an object with the name of a child belongs to an earlier Fhir of the same name: garbage collection takes it
 * away by itself, sooner or later, and then the name is free.
 */
export function isLeftover(
  existing: KubernetesObject,
  intent: Pick<KubernetesObject, 'metadata'>,
): boolean {
  const [owner] = intent.metadata.ownerReferences ?? [];
  const { ownerReferences = [] } = existing.metadata;
  return ownerReferences.some(
    ({ controller, apiVersion, kind, name, uid }) =>
      controller &&
      groupOf(apiVersion) === groupOf(owner?.apiVersion) &&
      kind === owner?.kind &&
      name === owner.name &&
      uid !== owner.uid,
  );
}

function groupOf(apiVersion = ''): string | undefined {
  return apiVersion.split('/')[0];
}
