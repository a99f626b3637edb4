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
export { contextName } from './contextName';
export { ClusterUnreachableError, KubernetesApiError } from './errors';
export { apiVersionOf, resourceTypeOf, resourceTypes } from './resourceTypes';
export { jsonEqual } from './jsonEqual';
export { compareVersions } from './compareVersions';
export { keyOf, type Change, type Indexes } from './ObjectCache';
export { reflect } from './reflect';
export type {
  Reflector,
  ReflectorState,
  ReflectorStats,
  ReflectorTiming,
  ReflectOptions,
} from './Reflector';
export { SharedParts } from './SharedParts';
export { fenceWrites, NotLeaderError } from './fenceWrites';
export {
  LeaderElection,
  type LeaderElectionOptions,
  type LeaderTiming,
} from './LeaderElection';
export {
  WorkQueue,
  type AddOptions,
  type WorkObserver,
  type WorkQueueOptions,
  type WorkResult,
} from './WorkQueue';
export {
  Applier,
  conflictOf,
  ForeignObjectError,
  type ApplierOptions,
  type TakenOver,
} from './Applier';
export {
  EventRecorder,
  type EventRecorderOptions,
  type RecordedEvent,
} from './EventRecorder';
export { Metrics } from './Metrics';
export { readText, sendHttp, type HttpRequest } from './sendHttp';
