import type { KubernetesObject } from '@fhir-on-aks/kube';

/**
 * Those of the candidates that belong to an object by owner reference, at any depth. A label alone proves nothing:
 * anybody may set it.
 */
export function descendants(
  uid: string,
  candidates: readonly KubernetesObject[],
): KubernetesObject[] {
  const owners = new Set([uid]);
  const found: KubernetesObject[] = [];
  let waiting = [...candidates];
  for (;;) {
    const owned = waiting.filter(object => isOwnedBy(object, owners));
    if (owned.length === 0) return found;
    for (const { metadata } of owned) owners.add(metadata.uid ?? '');
    found.push(...owned);
    waiting = waiting.filter(object => !owned.includes(object));
  }
}

function isOwnedBy(
  { metadata }: KubernetesObject,
  owners: ReadonlySet<string>,
): boolean {
  return (metadata.ownerReferences ?? []).some(owner => owners.has(owner.uid));
}
