import type { KubernetesObject } from '@fhir-on-aks/kube';

/**
 * The candidates that belong to an object by owner reference, at any depth, owners before what they own. A label alone
 * proves nothing: anybody may set it.
 */
export function descendants(
  uid: string,
  candidates: readonly KubernetesObject[],
): KubernetesObject[] {
  const owners = new Set([uid]);
  const found: KubernetesObject[] = [];
  let remaining = [...candidates];
  for (;;) {
    const owned = remaining.filter(object => isOwnedBy(object, owners));
    if (owned.length === 0) return found;
    for (const { metadata } of owned) owners.add(metadata.uid ?? '');
    found.push(...owned);
    remaining = remaining.filter(object => !owned.includes(object));
  }
}

function isOwnedBy(
  { metadata }: KubernetesObject,
  owners: ReadonlySet<string>,
): boolean {
  return (metadata.ownerReferences ?? []).some(owner => owners.has(owner.uid));
}
