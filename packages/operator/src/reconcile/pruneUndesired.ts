import {
  resourceTypeOf,
  type ClusterClient,
  type KubernetesObject,
} from '@fhir-on-aks/kube';
import { writtenKinds } from '../writtenKinds';
import { noteError, nothingWritten, type WriteOutcome } from './applyWaves';

/** Which children are no longer wanted: made by the operator for this very Fhir, and not desired. */
export function undesired(
  uid: string,
  desired: readonly KubernetesObject[],
  children: readonly KubernetesObject[],
): KubernetesObject[] {
  const wanted = new Set(desired.map(idOf));
  return children.filter(
    child =>
      writtenKinds.some(({ kind }) => kind === child.kind) &&
      child.metadata.ownerReferences?.some(owner => owner.uid === uid) &&
      !child.metadata.deletionTimestamp &&
      !wanted.has(idOf(child)),
  );
}

/** Deletes children; never another object that has taken the name meanwhile. */
export async function pruneUndesired(
  objects: readonly KubernetesObject[],
  { cluster }: { cluster: ClusterClient },
): Promise<WriteOutcome> {
  const outcome = nothingWritten();
  await Promise.all(
    objects.map(async object => {
      const { uid } = object.metadata;
      try {
        await cluster.remove(resourceTypeOf(object), object.metadata, {
          propagationPolicy: 'Background',
          preconditions: { uid },
        });
        outcome.removed.push(object);
      } catch (error) {
        noteError(error, object, outcome);
      }
    }),
  );
  return outcome;
}

function idOf({ kind, metadata }: KubernetesObject): string {
  return `${kind}/${metadata.name}`;
}
