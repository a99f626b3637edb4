import type { Deployment, ReplicaSet } from 'kubernetes-types/apps/v1';
import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2';
import type { Job } from 'kubernetes-types/batch/v1';
import type {
  ConfigMap,
  Event,
  Pod,
  Secret,
  Service,
  ServiceAccount,
} from 'kubernetes-types/core/v1';
import type { EndpointSlice } from 'kubernetes-types/discovery/v1';
import type { Ingress } from 'kubernetes-types/networking/v1';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';
import type { SnapshotObject } from '../snapshot';

/** A condition as most kinds have it. */
export interface ObjectCondition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  observedGeneration?: number;
}

// Gateway API v1, https://gateway-api.sigs.k8s.io/reference/spec/#routeparentstatus
interface HTTPRoute {
  spec?: { hostnames?: string[] };
  status?: {
    parents?: Array<{
      parentRef: { name: string; namespace?: string };
      conditions?: ObjectCondition[];
    }>;
  };
}

// Azure/aad-pod-identity v1.8, apis/aadpodidentity/v1/types.go
interface AzureIdentity {
  spec?: { clientID?: string; resourceID?: string };
}
interface AzureIdentityBinding {
  spec?: { azureIdentity?: string; selector?: string };
}
interface AzureAssignedIdentity {
  spec?: { pod?: string };
  status?: { status?: string };
}

interface Kinds {
  AzureAssignedIdentity: AzureAssignedIdentity;
  AzureIdentity: AzureIdentity;
  AzureIdentityBinding: AzureIdentityBinding;
  ConfigMap: ConfigMap;
  Deployment: Deployment;
  EndpointSlice: EndpointSlice;
  Event: Event;
  HTTPRoute: HTTPRoute;
  HorizontalPodAutoscaler: HorizontalPodAutoscaler;
  Ingress: Ingress;
  Job: Job;
  Pod: Pod;
  PodDisruptionBudget: PodDisruptionBudget;
  ReplicaSet: ReplicaSet;
  Secret: Secret;
  Service: Service;
  ServiceAccount: ServiceAccount;
}

/** A kind that the status model reads. */
export type KnownKind = keyof Kinds;
/** An object of a kind, typed as the API server guarantees it. */
export type ObjectOf<K extends KnownKind> = SnapshotObject & Kinds[K];

/** Whether an object is of a kind. */
export function isKind<K extends KnownKind>(
  object: SnapshotObject,
  kind: K,
): object is ObjectOf<K> {
  return object.kind === kind;
}

/** The objects of a kind, by name. */
export function objectsOf<K extends KnownKind>(
  objects: readonly SnapshotObject[],
  kind: K,
): Array<ObjectOf<K>> {
  return objects
    .filter((object): object is ObjectOf<K> => isKind(object, kind))
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

/** A condition of an object by its type. */
export function conditionOf<C extends { type: string }>(
  object: { status?: { conditions?: C[] } },
  type: string,
): C | undefined {
  return object.status?.conditions?.find(candidate => candidate.type === type);
}
