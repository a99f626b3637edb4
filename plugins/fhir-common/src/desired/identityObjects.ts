import type { Fhir } from '../api/fhir';
import type { FhirSpec } from '../api/fhirSpec';
import { LABELS, names } from '../names';
import type { SnapshotObject } from '../status/snapshot';
import { azureIdentity, azureIdentityBinding } from './azureIdentity';
import type { KubernetesObject } from './KubernetesObject';
import { objectMeta } from './objectMeta';
import { serviceAccount } from './serviceAccount';
import { unreachable } from '../unreachable';

const KINDS = ['ServiceAccount', 'AzureIdentity', 'AzureIdentityBinding'];

/**
 * The objects of the identity. While pods of another identity type still run, the objects of that type stay, so that
 * no pod loses its sign-in in the middle of a rollout.
 */
export function identityObjects(
  fhir: Fhir,
  live: readonly SnapshotObject[],
): KubernetesObject[] {
  const wanted = identityOfType(fhir);
  if (rolloutDone(fhir, live)) return wanted;
  const retained = live
    .filter(({ kind }) => KINDS.includes(kind))
    .filter(({ kind }) => !wanted.some(object => object.kind === kind))
    .map(object => asDesired(fhir, object));
  return [...wanted, ...retained];
}

/** Labels of the pods by which the identity finds them. */
export function identityPodLabels(fhir: Fhir): Record<string, string> {
  const { type } = fhir.spec.identity;
  switch (type) {
    case 'WorkloadIdentity':
      return { [LABELS.workloadIdentityUse]: 'true' };
    case 'PodIdentity':
      return { [LABELS.podIdentityBinding]: names.podIdentitySelector(fhir) };
    case 'None':
      return {};
    default:
      return unreachable(type);
  }
}

/** The identity type that the pods of a Deployment, ReplicaSet or Pod were made for. */
export function identityTypeOf(
  labels: Record<string, string>,
): FhirSpec['identity']['type'] {
  if (labels[LABELS.workloadIdentityUse] === 'true') return 'WorkloadIdentity';
  return labels[LABELS.podIdentityBinding] ? 'PodIdentity' : 'None';
}

function identityOfType(fhir: Fhir): KubernetesObject[] {
  const { type } = fhir.spec.identity;
  switch (type) {
    case 'WorkloadIdentity':
      return [serviceAccount(fhir)];
    case 'PodIdentity':
      return [azureIdentity(fhir), azureIdentityBinding(fhir)];
    case 'None':
      return [];
    default:
      return unreachable(type);
  }
}

// Done when the Deployment has the new labels and no pod with other ones is left.
function rolloutDone(fhir: Fhir, live: readonly SnapshotObject[]): boolean {
  const { type } = fhir.spec.identity;
  const pods = live.filter(({ kind }) => kind === 'Pod');
  const deployment = live.find(({ kind }) => kind === 'Deployment');
  const current = [...pods, ...(deployment ? [deployment] : [])];
  return current.every(
    ({ metadata }) => identityTypeOf(metadata.labels ?? {}) === type,
  );
}

function asDesired(fhir: Fhir, live: SnapshotObject): KubernetesObject {
  const { apiVersion, kind, metadata, spec } = live;
  return {
    apiVersion,
    kind,
    metadata: objectMeta(fhir, 'identity', metadata.name, {
      annotations: metadata.annotations ?? {},
    }),
    ...(spec === undefined ? {} : { spec }),
    ...(kind === 'ServiceAccount'
      ? { automountServiceAccountToken: false }
      : {}),
  };
}
