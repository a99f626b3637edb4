import type { Deployment, ReplicaSet } from 'kubernetes-types/apps/v1';
import type { Job } from 'kubernetes-types/batch/v1';
import type {
  ConfigMap,
  Pod,
  Secret,
  Service,
  ServiceAccount,
} from 'kubernetes-types/core/v1';
import type { ObjectMeta, ObjectStore, OwnerReference } from '../api';

/** An object as the store hands it out: its metadata is complete. */
export type Stored<T> = Omit<T, 'metadata'> & { metadata: StoredMeta };

/** Metadata of a namespaced object. */
export type StoredMeta = ObjectMeta & { namespace: string };

export type StoredPod = Stored<Pod>;
export type StoredDeployment = Stored<Deployment>;
export type StoredReplicaSet = Stored<ReplicaSet>;
export type StoredService = Stored<Service>;
export type StoredJob = Stored<Job>;
export type StoredConfigMap = Stored<ConfigMap>;
export type StoredSecret = Stored<Secret>;
export type StoredServiceAccount = Stored<ServiceAccount>;

/** `<namespace>/<name>` */
export function keyOf(object: { metadata: StoredMeta }): string {
  return `${object.metadata.namespace}/${object.metadata.name}`;
}

/** The inverse of `keyOf`. */
export function splitKey(key: string): [namespace: string, name: string] {
  const at = key.indexOf('/');
  return [key.slice(0, at), key.slice(at + 1)];
}

/** The objects of a kind that the owner controls. */
export function controlledBy<T extends { metadata: StoredMeta }>(
  store: ObjectStore,
  kind: string,
  { metadata: { namespace, uid } }: { metadata: StoredMeta },
): T[] {
  return store
    .list<T>(kind, { namespace })
    .filter(({ metadata }) =>
      metadata.ownerReferences?.some(
        owner => owner.controller === true && owner.uid === uid,
      ),
    );
}

/** Says in an object who controls it. */
export function controllerReference(owner: {
  apiVersion: string;
  kind: string;
  metadata: StoredMeta;
}): OwnerReference {
  const { apiVersion, kind, metadata } = owner;
  const { name, uid } = metadata;
  return {
    ...{ apiVersion, kind, name, uid },
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** Key of the controller when it is of this kind. */
export function controllerKey(
  object: { metadata: StoredMeta },
  kind: string,
): string | undefined {
  const owner = (object.metadata.ownerReferences ?? []).find(
    one => one.controller === true && one.kind === kind,
  );
  return owner && `${object.metadata.namespace}/${owner.name}`;
}

/** Whether the labels have every one of the selector's. */
export function selects(
  selector: Record<string, string> | undefined,
  labels: Record<string, string> | undefined,
): boolean {
  const entries = Object.entries(selector ?? {});
  return (
    entries.length > 0 &&
    entries.every(([key, value]) => labels?.[key] === value)
  );
}
