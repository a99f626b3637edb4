import type { KubeObject } from '../contract';
import { isObject } from '../jsonValue';
import type { ResourceType } from '../types/resourceType';

/** Objects that a namespace which is being deleted still holds. */
export interface Remaining {
  type: ResourceType;
  objects: KubeObject[];
}

/**
 * The conditions of a namespace that waits for its contents, in the words of Kubernetes
 * (pkg/controller/namespace/deletion/status_condition_utils.go). Times stay where a status stays.
 */
export function remainingConditions(
  left: { resource: string; objects: KubeObject[] }[],
  before: unknown[],
  time: string,
): object[] {
  const counts = left
    .map(
      ({ resource, objects }) =>
        `${resource}. has ${objects.length} resource instances`,
    )
    .sort();
  const finalizers = finalizerCounts(left.flatMap(({ objects }) => objects));
  const wanted = [
    condition(
      'NamespaceDeletionDiscoveryFailure',
      false,
      'ResourcesDiscovered',
      'All resources successfully discovered',
    ),
    condition(
      'NamespaceDeletionGroupVersionParsingFailure',
      false,
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    condition(
      'NamespaceDeletionContentFailure',
      false,
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ),
    condition(
      'NamespaceContentRemaining',
      true,
      'SomeResourcesRemain',
      `Some resources are remaining: ${counts.join(', ')}`,
    ),
    finalizers.length > 0
      ? condition(
          'NamespaceFinalizersRemaining',
          true,
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${finalizers.join(', ')}`,
        )
      : condition(
          'NamespaceFinalizersRemaining',
          false,
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        ),
  ];
  return wanted.map(one => {
    const old = before.find(
      other =>
        isObject(other) &&
        other.type === one.type &&
        other.status === one.status,
    );
    const since = isObject(old) ? old.lastTransitionTime : undefined;
    return { ...one, lastTransitionTime: since ?? time };
  });
}

function condition(
  type: string,
  isTrue: boolean,
  reason: string,
  message: string,
) {
  return { type, status: isTrue ? 'True' : 'False', reason, message };
}

function finalizerCounts(objects: KubeObject[]): string[] {
  const counts = new Map<string, number>();
  for (const object of objects) {
    for (const finalizer of object.metadata.finalizers ?? []) {
      counts.set(finalizer, (counts.get(finalizer) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([finalizer, count]) => `${finalizer} in ${count} resource instances`);
}
