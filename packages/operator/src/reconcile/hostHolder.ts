import type { Fhir } from '@fhir-on-aks/plugin-fhir-common';

/** A Fhir that wants the same host name. */
export interface Claim {
  metadata: Pick<
    Fhir['metadata'],
    'uid' | 'namespace' | 'name' | 'creationTimestamp'
  >;
  /** Whether traffic of the host reaches it already. */
  serves: boolean;
}

/**
 * Whose a host name is: the one that serves it, else the older one, else the first by name, so that every operator
 * decides alike and nobody loses a host that works. `namespace/name` of the holder, or undefined when it is the asker.
 */
export function hostHolder(
  asker: Claim,
  rivals: readonly Claim[],
): string | undefined {
  const [first] = [asker, ...rivals].sort(
    (a, b) =>
      Number(b.serves) - Number(a.serves) ||
      compare(a.metadata.creationTimestamp, b.metadata.creationTimestamp) ||
      compare(nameOf(a), nameOf(b)),
  );
  return !first || first.metadata.uid === asker.metadata.uid
    ? undefined
    : nameOf(first);
}

function nameOf({ metadata }: Claim): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
