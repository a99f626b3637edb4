import { contentHashOf } from '../../contentHash';
import { fewestReplicas } from '../../desired/replicas';
import { isSchemaObject } from '../../desired/schemaJob';
import { names } from '../../names';
import type { OperatorSettings } from '../../operatorSettings';
import type { FhirSnapshot } from '../snapshot';
import { objectsOf, type ObjectOf } from './kinds';
import { isLeaving } from './podTrouble';

const REVISION = 'deployment.kubernetes.io/revision';

/** The pods of a server and what the Deployment says about them, in numbers. */
export interface Workload {
  deployment?: ObjectOf<'Deployment'>;
  schemaJob?: ObjectOf<'Job'>;
  /** Pods of the current version, and those of the versions before; none that is leaving. */
  newPods: Array<ObjectOf<'Pod'>>;
  oldPods: Array<ObjectOf<'Pod'>>;
  /** Pods that the Deployment shall have. */
  desired: number;
  /** Pods that must serve: with autoscaling the fewest, because the number above comes and goes. */
  needed: number;
  /** Pods that there are, and how many of them have the current version. */
  total: number;
  updated: number;
  /** Pods that get traffic. */
  ready: number;
  /** Whether the cluster has begun to act on the last change of the Deployment. */
  seen: boolean;
}

/** Counts the workload of a snapshot. */
export function workloadOf(
  { fhir, children, specErrors }: FhirSnapshot,
  settings: OperatorSettings,
): Workload {
  const deployment = objectsOf(children, 'Deployment').find(
    ({ metadata }) => metadata.name === names.deployment(fhir),
  );
  const current = currentReplicaSet(
    deployment,
    objectsOf(children, 'ReplicaSet'),
  );
  const pods = objectsOf(children, 'Pod').filter(
    pod => !isSchemaObject(pod) && !isLeaving(pod),
  );
  const isNew = (pod: ObjectOf<'Pod'>) => isOwned(pod, current);
  const asked = specErrors ? 0 : fewestReplicas(fhir.spec, settings);
  const desired = deployment?.spec?.replicas ?? asked;
  const { replicas = 0, updatedReplicas = 0 } = deployment?.status ?? {};
  return {
    deployment,
    schemaJob: objectsOf(children, 'Job')
      .filter(isSchemaObject)
      .sort(newestFirst)[0],
    newPods: pods.filter(isNew),
    oldPods: pods.filter(pod => !isNew(pod)),
    desired,
    needed: specErrors ? desired : Math.min(asked, desired),
    total: replicas,
    updated: updatedReplicas,
    ready:
      readyEndpoints(children, fhir) ?? deployment?.status?.readyReplicas ?? 0,
    seen: deployment !== undefined && isSeen(deployment, current),
  };
}

/** The ReplicaSet of the version that rolls out: the Deployment names its revision. */
function currentReplicaSet(
  deployment: ObjectOf<'Deployment'> | undefined,
  replicaSets: Array<ObjectOf<'ReplicaSet'>>,
): ObjectOf<'ReplicaSet'> | undefined {
  const revision = deployment?.metadata.annotations?.[REVISION];
  const current = replicaSets.find(
    ({ metadata }) => metadata.annotations?.[REVISION] === revision,
  );
  return current ?? [...replicaSets].sort(newestFirst)[0];
}

// A change of the number of replicas only is no new version: its template is the one that runs.
function isSeen(
  { metadata, spec, status }: ObjectOf<'Deployment'>,
  current: ObjectOf<'ReplicaSet'> | undefined,
): boolean {
  if ((status?.observedGeneration ?? 0) >= (metadata.generation ?? 0)) {
    return true;
  }
  return (
    current !== undefined &&
    templateHash(spec?.template) === templateHash(current.spec?.template)
  );
}

function templateHash(template: TemplateLike | undefined): string {
  const { 'pod-template-hash': _, ...labels } =
    template?.metadata?.labels ?? {};
  return contentHashOf({
    labels,
    annotations: template?.metadata?.annotations,
    spec: template?.spec,
  });
}

interface TemplateLike {
  metadata?: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec?: unknown;
}

function isOwned(
  pod: ObjectOf<'Pod'>,
  current: ObjectOf<'ReplicaSet'> | undefined,
): boolean {
  if (!current) return true;
  return (pod.metadata.ownerReferences ?? []).some(
    ({ uid }) => uid === current.metadata.uid,
  );
}

/** Pods that get traffic; undefined when the cluster has no EndpointSlice of the Service yet. */
function readyEndpoints(
  children: FhirSnapshot['children'],
  fhir: FhirSnapshot['fhir'],
): number | undefined {
  const slices = objectsOf(children, 'EndpointSlice').filter(
    ({ metadata }) =>
      metadata.labels?.['kubernetes.io/service-name'] === names.service(fhir),
  );
  if (slices.length === 0) return undefined;
  const ready = slices
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready !== false);
  // A pod with two address families stands in two slices.
  return new Set(
    ready.map(({ targetRef, addresses }) => targetRef?.name ?? addresses[0]),
  ).size;
}

function newestFirst(
  a: { metadata: { creationTimestamp?: string; name: string } },
  b: { metadata: { creationTimestamp?: string; name: string } },
): number {
  const [timeA, timeB] = [a, b].map(
    ({ metadata }) => metadata.creationTimestamp ?? '',
  );
  return (
    (timeB ?? '').localeCompare(timeA ?? '') ||
    a.metadata.name.localeCompare(b.metadata.name)
  );
}
