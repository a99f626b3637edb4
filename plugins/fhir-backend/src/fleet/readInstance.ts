import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { KubernetesObject } from '@fhir-on-aks/kube';
import {
  ANNOTATIONS,
  type Fhir,
  type FhirSnapshot,
  health,
  instanceId,
  type InstanceSummary,
  understandFhir,
  type UnderstoodFhir,
} from '@fhir-on-aks/plugin-fhir-common';

/** A Fhir of a cluster, read once when it changes. */
export interface CachedInstance {
  id: string;
  cluster: string;
  namespace: string;
  name: string;
  /** Full entity ref, when the Fhir names a usable owner. */
  owner?: string;
  fhir: Fhir;
  specErrors?: FhirSnapshot['specErrors'];
  summary: InstanceSummary;
}

/**
 * Reads a Fhir as it stands in the cluster. One whose spec cannot be parsed (an older CRD took it) keeps what was last
 * understood; it is shown, never dropped.
 */
export function readInstance(
  cluster: string,
  object: KubernetesObject,
  before?: CachedInstance,
): CachedInstance {
  const { fhir, specErrors } = read(object, before);
  const { namespace, name } = fhir.metadata;
  const target = { cluster, namespace, name };
  const id = instanceId(target);
  const owner = ownerRef(fhir.metadata.annotations[ANNOTATIONS.owner]);
  const summary = { ...summaryOf(fhir), id, ...target };
  return {
    id,
    ...target,
    fhir,
    ...(specErrors ? { specErrors } : {}),
    ...(owner ? { owner } : {}),
    summary: owner ? { ...summary, owner } : summary,
  };
}

/** A spec that is not valid gives way to the last one that was. */
function read(
  object: KubernetesObject,
  before: CachedInstance | undefined,
): UnderstoodFhir {
  const { fhir, specErrors } = understandFhir(object);
  if (!specErrors || !before) return { fhir, specErrors };
  return { fhir: { ...fhir, spec: before.fhir.spec }, specErrors };
}

function summaryOf(
  fhir: Fhir,
): Omit<InstanceSummary, 'id' | 'cluster' | 'namespace' | 'name'> {
  const { metadata, spec, status } = fhir;
  const title = metadata.annotations[ANNOTATIONS.title];
  const softwareVersion = status?.server?.softwareVersion;
  return {
    ...(title ? { title } : {}),
    fhirVersion: spec.fhirVersion,
    ...(softwareVersion ? { softwareVersion } : {}),
    replicas: wantedReplicas(fhir),
    readyReplicas: status?.readyReplicas ?? 0,
    ...(status?.url ? { url: status.url } : {}),
    createdAt: metadata.creationTimestamp,
    health: health(fhir),
  };
}

/** What was asked for; with autoscaling, or when the operator decides, what there is. */
function wantedReplicas({ spec, status }: Fhir): number {
  return (
    spec.replicas ?? status?.replicas ?? spec.autoscaling?.minReplicas ?? 1
  );
}

function ownerRef(value: string | undefined): string | undefined {
  if (!value) return undefined;
  try {
    return stringifyEntityRef(
      parseEntityRef(value, {
        defaultKind: 'Group',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    return undefined;
  }
}
