import { readFhir } from '@fhir-on-aks/fhir-view';
import type { KubernetesObject } from '@fhir-on-aks/kube';
import {
  ANNOTATIONS,
  type Fhir,
  type FhirSnapshot,
  health,
  type InstanceSummary,
  type UnderstoodFhir,
} from '@fhir-on-aks/plugin-fhir-common';
import { guardedInstance } from '@fhir-on-aks/plugin-fhir-node';

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
  const place = guardedInstance(
    { cluster, namespace, name },
    fhir.metadata.annotations,
  );
  return {
    ...place,
    name,
    fhir,
    ...(specErrors ? { specErrors } : {}),
    summary: { ...place, name, ...summaryOf(fhir) },
  };
}

/** A spec that is not valid gives way to the last one that was. */
function read(
  object: KubernetesObject,
  before: CachedInstance | undefined,
): UnderstoodFhir {
  const { fhir, specErrors } = readFhir(object);
  if (!specErrors || !before) return { fhir, specErrors };
  return { fhir: { ...fhir, spec: before.fhir.spec }, specErrors };
}

function summaryOf(
  fhir: Fhir,
): Omit<InstanceSummary, 'id' | 'cluster' | 'namespace' | 'name' | 'owner'> {
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
