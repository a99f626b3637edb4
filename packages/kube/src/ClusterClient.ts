/** One Kubernetes object as JSON. Times are RFC 3339 strings; nothing is dropped or converted. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** The metadata that every object carries; further fields are kept as they are. */
export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  [field: string]: unknown;
}

/** An entry of `metadata.ownerReferences`. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** A kind and where the API server serves it: `apis/{group}/{version}/…/{plural}`; the core group is `''`. */
export interface ResourceType {
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
}

/** Which object: `namespace` is left out for cluster-scoped kinds. */
export interface ObjectRef {
  namespace?: string;
  name: string;
}

/** A page, or the whole, of a list. */
export interface ObjectList<T extends KubernetesObject = KubernetesObject> {
  metadata: { resourceVersion?: string; continue?: string };
  items: T[];
}

/** Narrows a list or a watch; selectors are in the syntax of kubectl. */
export interface Selection {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
}

/** A watch event as the API server sends it. */
export type WatchEvent<T extends KubernetesObject = KubernetesObject> =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: T }
  | { type: 'BOOKMARK'; object: KubernetesObject }
  | { type: 'ERROR'; object: KubernetesStatus };

/** The body of a refused request (`kind: Status`). */
export interface KubernetesStatus {
  kind?: 'Status';
  code?: number;
  reason?: string;
  message?: string;
  details?: {
    name?: string;
    kind?: string;
    retryAfterSeconds?: number;
    causes?: Array<{ reason?: string; message?: string; field?: string }>;
  };
}

/** Every call may be aborted; the default deadline is that of the connection. */
export interface CallOptions {
  signal?: AbortSignal;
}

/** Options of a server-side apply. `force` defaults to false: a conflict is an error that names the other manager. */
export interface ApplyOptions extends CallOptions {
  fieldManager: string;
  force?: boolean;
  dryRun?: boolean;
  subresource?: 'status';
}

/** Options of a merge patch (RFC 7386). */
export interface PatchOptions extends CallOptions {
  fieldManager?: string;
  subresource?: 'status' | 'scale';
  dryRun?: boolean;
}

/** Options of a delete; preconditions guard against deleting another object of the same name. */
export interface RemoveOptions extends CallOptions {
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  preconditions?: { uid?: string; resourceVersion?: string };
  dryRun?: boolean;
}

/** Options of a list; `limit` with `continue` pages through it. */
export interface ListOptions extends Selection, CallOptions {
  limit?: number;
  continue?: string;
  resourceVersion?: string;
  resourceVersionMatch?: 'Exact' | 'NotOlderThan';
  /** Only metadata is sent (PartialObjectMetadata), as for Secrets. */
  metadataOnly?: boolean;
}

/** Options of a watch; it ends without an error after `timeoutSeconds` (the server's choice when left out). */
export interface WatchOptions extends Selection, CallOptions {
  resourceVersion?: string;
  timeoutSeconds?: number;
  allowWatchBookmarks?: boolean;
  sendInitialEvents?: boolean;
  /** Called once, when the server has accepted the watch: before the first event, which may take a minute. */
  onOpen?: () => void;
  /** Only metadata is sent (PartialObjectMetadata), as for Secrets. */
  metadataOnly?: boolean;
}

/** Options of a pod log; lines come without their newline. */
export interface LogOptions extends CallOptions {
  container?: string;
  tailLines?: number;
  previous?: boolean;
  follow?: boolean;
  timestamps?: boolean;
}

/**
 * The port through which everything of ours reaches a Kubernetes cluster. Adapters: `connectCluster` (the real one)
 * and `FakeCluster` of `@fhir-on-aks/kube/testing`.
 * Every method throws `KubernetesApiError` when the API server refuses, `ClusterUnreachableError` when it cannot be reached.
 */
export interface ClusterClient {
  /** Server-side apply; returns the object as stored. */
  apply<T extends KubernetesObject>(
    type: ResourceType,
    object: T,
    options: ApplyOptions,
  ): Promise<T>;
  /** Create by POST; throws 409 AlreadyExists when the name is taken. */
  create<T extends KubernetesObject>(
    type: ResourceType,
    object: T,
    options?: PatchOptions,
  ): Promise<T>;
  /** Replace by PUT; `metadata.resourceVersion` guards against lost updates. */
  replace<T extends KubernetesObject>(
    type: ResourceType,
    object: T,
    options?: PatchOptions,
  ): Promise<T>;
  /** The object, or undefined when there is none (404). */
  get<T extends KubernetesObject>(
    type: ResourceType,
    ref: ObjectRef,
    options?: CallOptions,
  ): Promise<T | undefined>;
  /** One page when `limit` is given, else everything (paged inside). */
  list<T extends KubernetesObject>(
    type: ResourceType,
    options?: ListOptions,
  ): Promise<ObjectList<T>>;
  /** Events until the server ends the watch; an ERROR event is thrown as `KubernetesApiError`. */
  watch<T extends KubernetesObject>(
    type: ResourceType,
    options?: WatchOptions,
  ): AsyncIterable<WatchEvent<T>>;
  /** Merge patch. */
  patch<T extends KubernetesObject>(
    type: ResourceType,
    ref: ObjectRef,
    body: Record<string, unknown>,
    options?: PatchOptions,
  ): Promise<T>;
  /** Deletes; resolves to false when there was nothing to delete. */
  remove(
    type: ResourceType,
    ref: ObjectRef,
    options?: RemoveOptions,
  ): Promise<boolean>;
  /** Lines of a pod's log. */
  logs(pod: ObjectRef, options?: LogOptions): AsyncIterable<string>;
  /** Which kinds the cluster serves in one group/version: plural names; empty when it does not serve the group. */
  served(
    group: string,
    version: string,
    options?: CallOptions,
  ): Promise<Set<string>>;
}
