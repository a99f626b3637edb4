import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from './clock';

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

export interface ManagedFieldsEntry {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  time?: string;
  fieldsType: 'FieldsV1';
  fieldsV1: Record<string, unknown>;
  subresource?: string;
}

export interface ObjectMeta {
  name: string;
  namespace?: string;
  generateName?: string;
  uid: string;
  resourceVersion: string;
  generation?: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
  managedFields?: ManagedFieldsEntry[];
}

/** A stored object: raw JSON, frozen. Clone it (`structuredClone`) before changing it. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** What a caller hands in: raw JSON in the shape of the kind. The kind decides the type, the metadata decides the place. */
export type KubeInput = object;

/**
 * A resource by kind (`Deployment`), plural (`deployments`), qualified plural
 * (`deployments.apps`) or group and resource. The first registered type wins when a
 * bare name is ambiguous (core before groups).
 */
export type ResourceKey = string | { group: string; resource: string };

export interface WriteOptions {
  /** Name in managedFields; `sandbox` when not given. */
  fieldManager?: string;
  dryRun?: boolean;
}

export interface ApplyOptions extends WriteOptions {
  /** Take fields over from other managers instead of failing with a conflict. */
  force?: boolean;
  subresource?: 'status';
}

export interface RemoveOptions {
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  /** A pod that has a node is only marked until it is removed with 0, as a kubelet does. */
  gracePeriodSeconds?: number;
  preconditions?: { uid?: string; resourceVersion?: string };
  dryRun?: boolean;
}

export interface ListOptions {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
}

export interface StoreEvent<T = KubeObject> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: T;
}

/**
 * In-process access for the sandbox's controllers, with the semantics of the HTTP API:
 * validation, defaults, resourceVersion, generation, ownership, finalizers. Every call is
 * synchronous and atomic; a refusal throws StatusError (404, 409, 422 …).
 * `namespace` is '' for cluster-scoped resources.
 */
export interface ObjectStore {
  /** The newest resourceVersion of the whole store. */
  readonly resourceVersion: string;
  get<T = KubeObject>(
    resource: ResourceKey,
    namespace: string,
    name: string,
  ): T | undefined;
  list<T = KubeObject>(resource: ResourceKey, options?: ListOptions): T[];
  create<T = KubeObject>(object: KubeInput, options?: WriteOptions): T;
  /** Replaces the object, status excepted. With `metadata.resourceVersion` it is checked (409 Conflict). */
  update<T = KubeObject>(object: KubeInput, options?: WriteOptions): T;
  /** Replaces only the status. */
  updateStatus<T = KubeObject>(object: KubeInput, options?: WriteOptions): T;
  /** Merge-patches the object, or its status when `subresource` is 'status'. */
  patch<T = KubeObject>(
    resource: ResourceKey,
    namespace: string,
    name: string,
    patch: object,
    options?: WriteOptions & { subresource?: 'status' },
  ): T;
  /** Server-side apply. */
  apply<T = KubeObject>(object: KubeInput, options: ApplyOptions): T;
  /** Deletes; objects with finalizers stay, marked, until those are gone. */
  remove(
    resource: ResourceKey,
    namespace: string,
    name: string,
    options?: RemoveOptions,
  ): void;
  /**
   * Calls the handler with ADDED for what is there now, then with every change, in order
   * and never inside a write. '*' watches every type. Returns the function that ends it.
   */
  watch<T = KubeObject>(
    resource: ResourceKey | '*',
    handler: (event: StoreEvent<T>) => void,
  ): () => void;
}

export interface PodLogQuery {
  container?: string;
  tailLines?: number;
  previous: boolean;
  follow: boolean;
  sinceSeconds?: number;
  sinceTime?: string;
  limitBytes?: number;
  timestamps: boolean;
  /** Aborted when the reader has gone. */
  signal: AbortSignal;
}

/** Yields log lines without their newline; a refusal is a StatusError. */
export type PodLogs = (
  pod: KubeObject,
  query: PodLogQuery,
) => AsyncIterable<string> | Promise<never>;

/** What goes wrong on purpose. Unset fields do nothing; the faults are taken off again by `{}`. */
export interface ApiFaults {
  /** Answer with this code instead of doing the request. */
  status?: 429 | 500 | 503;
  retryAfterSeconds?: number;
  /** Cut the connection without an answer; running watches are cut too. */
  reset?: boolean;
  delayMs?: number;
  /** Only requests whose path matches this regular expression. */
  path?: string;
  /** Only requests of this method. */
  method?: string;
  /** Only so many times; then the fault takes itself off. */
  count?: number;
}

export interface KubernetesApiOptions {
  /** PEM; plain http when not given. */
  tls?: { key: string; cert: string };
  /** PEM of the certificate authority, for the ConfigMap kube-root-ca.crt of every namespace; `tls.cert` when not given. */
  rootCertificate?: string;
  /** The bearer token that every request must bring. */
  token: string;
  /** Where the objects live between runs; in memory only when not given. */
  dataDirectory?: string;
  clock?: Clock;
  podLogs?: PodLogs;
  /** Routes beside the Kubernetes API (already authenticated); true when it took the request. */
  extraRoutes?: (
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ) => boolean;
  faults?: ApiFaults;
  /** How many events each resource keeps for watches that resume; older ones get 410. */
  watchHistory?: number;
  /** A handler or a controller failed; it goes on. Default: console.error. */
  onError?: (error: unknown) => void;
}

export interface KubernetesApi {
  listen(port: number, host?: string): Promise<{ port: number }>;
  /** Ends watches, writes what is pending, closes. */
  close(): Promise<void>;
  readonly store: ObjectStore;
  /** Replaces the faults at run time. */
  setFaults(faults: ApiFaults): void;
  readonly faults: ApiFaults;
}
