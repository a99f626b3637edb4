import { unmet, type Verdict } from './checks/Check';
import type { FhirSnapshot, SnapshotObject } from './snapshot';

// What Kubernetes itself adds for a deletion in the foreground: it goes when the children have gone.
const OF_KUBERNETES = ['foregroundDeletion', 'orphan'];

/** What is left of a Fhir that is being deleted, and what it waits for. */
export function deletion({ fhir, children }: FhirSnapshot): Verdict {
  const left = leftOver(children);
  const holders = (fhir.metadata.finalizers ?? []).filter(
    finalizer => !OF_KUBERNETES.includes(finalizer),
  );
  const isProtected = fhir.spec?.deletionProtection === 'Enabled';
  return unmet(isProtected ? 'DeletionProtected' : 'Deleting', {
    detail: [
      left.length > 0 ? `; still there: ${left.join(', ')}` : '',
      holders.length > 0 ? `; it waits for ${holders.join(', ')}` : '',
    ].join(''),
  });
}

/** Such as `Deployment`, `2 Pods`, by kind. */
function leftOver(children: readonly SnapshotObject[]): string[] {
  const counts = new Map<string, number>();
  for (const { kind } of children)
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, count]) => (count === 1 ? kind : `${count} ${plural(kind)}`));
}

function plural(kind: string): string {
  if (kind.endsWith('y')) return `${kind.slice(0, -1)}ies`;
  return kind.endsWith('s') ? `${kind}es` : `${kind}s`;
}
