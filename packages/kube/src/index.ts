export type {
  ApplyOptions,
  CallOptions,
  ClusterClient,
  KubernetesObject,
  KubernetesStatus,
  ListOptions,
  LogOptions,
  ObjectList,
  ObjectMeta,
  ObjectRef,
  OwnerReference,
  PatchOptions,
  RemoveOptions,
  ResourceType,
  Selection,
  WatchEvent,
  WatchOptions,
} from './ClusterClient';
export {
  connectCluster,
  type ClusterConnection,
  type ConnectOptions,
} from './connectCluster';
export { ClusterUnreachableError, KubernetesApiError } from './errors';
export { apiVersionOf, resourceTypeOf, resourceTypes } from './resourceTypes';
export { jsonEqual } from './jsonEqual';
