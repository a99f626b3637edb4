import type { KubernetesObject } from '@fhir-on-aks/kube';
import {
  desiredWaves,
  FHIR_RESOURCE,
  referencedSecrets,
  type FhirSnapshot,
} from '@fhir-on-aks/plugin-fhir-common';
import type { ClusterView } from '@fhir-on-aks/fhir-view';
import type { OperatorConfig } from '../config/operatorConfig';
import {
  applyWaves,
  nothingWritten,
  succeeded,
  type WriteDependencies,
  type WriteOutcome,
} from './applyWaves';
import { pruneUndesired, undesired } from './pruneUndesired';

/** What converging needs. */
export interface ConvergeDependencies extends WriteDependencies {
  view: Pick<
    ClusterView,
    'object' | 'observe' | 'secretVersions' | 'missingApis'
  >;
  config: Pick<OperatorConfig, 'settings'>;
}

/** Makes the namespace what the Fhir asks for: what differs is applied, then what is no longer wanted goes. */
export async function converge(
  { fhir, children }: FhirSnapshot,
  dependencies: ConvergeDependencies,
): Promise<WriteOutcome & { restored: KubernetesObject[] }> {
  const { view, config } = dependencies;
  const { uid, namespace } = fhir.metadata;
  const secrets = referencedSecrets(fhir.spec);
  const waves = desiredWaves(fhir, config.settings, {
    live: children,
    secretVersions: view.secretVersions(namespace, secrets),
    missingApis: view.missingApis(),
  });
  const desired = waves.flatMap(({ objects }) => objects);
  const vanished = desired.filter(
    object =>
      wasThere(fhir, object) &&
      !isOwned(view.object(object, object.metadata), uid),
  );
  if (vanished.length > 0 && !(await isAlive(fhir, dependencies))) {
    return { ...nothingWritten(), leaving: 'fhir', restored: [] };
  }
  const outcome = await applyWaves(waves, dependencies);
  const restored = outcome.applied.filter(object =>
    vanished.some(({ kind }) => kind === object.kind),
  );
  if (!succeeded(outcome)) return { ...outcome, restored };
  const pruned = await pruneUndesired(
    undesired(uid, desired, children),
    dependencies,
  );
  return { ...pruned, applied: outcome.applied, restored };
}

function wasThere(
  { status }: FhirSnapshot['fhir'],
  { kind, metadata }: KubernetesObject,
): boolean {
  return (status?.children ?? []).some(
    child => child.kind === kind && child.name === metadata.name,
  );
}

function isOwned(object: KubernetesObject | undefined, uid: string): boolean {
  const owners = object?.metadata.ownerReferences ?? [];
  return owners.some(owner => owner.uid === uid);
}

/**
 * A child that vanished or lost its owner may be the first sign of a deletion whose own event is still on its way: made anew, it would
 * hold that deletion up. This is the only question that a reconcile puts to the API server.
 */
async function isAlive(
  { metadata }: FhirSnapshot['fhir'],
  { cluster, view }: ConvergeDependencies,
): Promise<boolean> {
  const current = await cluster.get<KubernetesObject>(FHIR_RESOURCE, metadata);
  if (current?.metadata.uid !== metadata.uid) return false;
  if (!current.metadata.deletionTimestamp) return true;
  view.observe(current);
  return false;
}
