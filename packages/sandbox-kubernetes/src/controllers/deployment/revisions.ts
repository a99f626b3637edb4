import { createHash } from 'node:crypto';
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import type { ObjectStore } from '../../api';
import {
  controlledBy,
  controllerReference,
  type StoredDeployment,
  type StoredReplicaSet,
} from '../stored';

const revisionKey = 'deployment.kubernetes.io/revision';
const desiredKey = 'deployment.kubernetes.io/desired-replicas';
const maximumKey = 'deployment.kubernetes.io/max-replicas';
/** Label by which the ReplicaSets of a Deployment and their pods differ. */
const templateHashLabel = 'pod-template-hash';
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** The ReplicaSets of a Deployment: the one of today's template, if it is there, and the others. */
export interface Revisions {
  hash: string;
  current?: StoredReplicaSet;
  old: StoredReplicaSet[];
}

/** Finds the ReplicaSets that the Deployment controls. */
export function revisionsOf(
  store: ObjectStore,
  deployment: StoredDeployment,
): Revisions {
  const hash = templateHash(deployment.spec?.template);
  const all = controlledBy<StoredReplicaSet>(store, 'ReplicaSet', deployment);
  const current = all.find(
    ({ metadata }) => metadata.labels?.[templateHashLabel] === hash,
  );
  return { hash, current, old: all.filter(set => set !== current) };
}

/** A new ReplicaSet for today's template, with no replicas yet. */
export function newReplicaSet(
  deployment: StoredDeployment,
  { hash, old }: Revisions,
  maximum: number,
): object {
  const { metadata, spec } = deployment;
  const template: Partial<PodTemplateSpec> = spec?.template ?? {};
  const labels = {
    ...template.metadata?.labels,
    [templateHashLabel]: hash,
  };
  const annotations = annotationsFor(
    deployment,
    newestRevision(old) + 1,
    maximum,
  );
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${metadata.name}-${hash}`,
      namespace: metadata.namespace,
      labels,
      annotations,
      ownerReferences: [
        controllerReference({
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata,
        }),
      ],
    },
    spec: {
      replicas: 0,
      ...(spec?.minReadySeconds
        ? { minReadySeconds: spec.minReadySeconds }
        : {}),
      selector: {
        ...spec?.selector,
        matchLabels: {
          ...spec?.selector?.matchLabels,
          [templateHashLabel]: hash,
        },
      },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

/** Annotations of the current ReplicaSet: those of the Deployment, and the controller's own. */
export function annotationsFor(
  { metadata, spec }: StoredDeployment,
  revision: number,
  maximum: number,
): Record<string, string> {
  const {
    'kubectl.kubernetes.io/last-applied-configuration': _applied,
    ...copied
  } = metadata.annotations ?? {};
  return {
    ...copied,
    [revisionKey]: String(revision),
    [desiredKey]: String(spec?.replicas ?? 1),
    [maximumKey]: String(maximum),
  };
}

/** Revision of a ReplicaSet; 0 when it has none. */
export function revisionOf({ metadata }: StoredReplicaSet): number {
  return Number(metadata.annotations?.[revisionKey] ?? 0);
}

/** The highest revision of the ReplicaSets. */
export function newestRevision(sets: StoredReplicaSet[]): number {
  return Math.max(0, ...sets.map(revisionOf));
}

/** The replicas that the Deployment asked for when the ReplicaSet was last scaled. */
export function desiredReplicasOf(set: StoredReplicaSet): number | undefined {
  const text = set.metadata.annotations?.[desiredKey];
  return text === undefined ? undefined : Number(text);
}

/** Annotation of a Deployment that names its revision. */
export function revisionAnnotation(revision: number): Record<string, string> {
  return { [revisionKey]: String(revision) };
}

/** Ten letters that are the same for the same template. */
function templateHash(template: PodTemplateSpec | undefined): string {
  const digest = createHash('sha256').update(canonical(template)).digest();
  return [...digest.subarray(0, 10)]
    .map(byte => alphabet[byte % alphabet.length])
    .join('');
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}
