import { keyOf, type KubernetesObject } from '@fhir-on-aks/kube';
import type { ClusterView } from '@fhir-on-aks/fhir-view';

/**
 * Whether an object with the name of a child was made by somebody else: it belongs to another controller, or it is
 * older than the Fhir. To take it would mean to delete it together with the Fhir.
 */
export function isForeign(
  existing: KubernetesObject,
  intent: KubernetesObject,
  view: Pick<ClusterView, 'fhir'>,
): boolean {
  const [owner] = intent.metadata.ownerReferences ?? [];
  if (!owner) return false;
  const {
    namespace,
    ownerReferences = [],
    creationTimestamp,
  } = existing.metadata;
  if (ownerReferences.some(each => each.controller && each.uid !== owner.uid)) {
    return true;
  }
  const fhir = view.fhir(keyOf({ namespace, name: owner.name }));
  return (
    Date.parse(creationTimestamp ?? '') <
    Date.parse(fhir?.metadata.creationTimestamp ?? '')
  );
}
