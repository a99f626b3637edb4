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
} from './http/connectCluster';
export { contextName } from './http/contextName';
export { ClusterUnreachableError, KubernetesApiError } from './errors';
export { forwardCalls } from './forwardCalls';
export { apiVersionOf, resourceTypeOf, resourceTypes } from './resourceTypes';
export { compareVersions } from './cache/compareVersions';
export { keyOf, type Change, type Indexes } from './cache/ObjectCache';
export { reflect } from './cache/reflect';
export type {
  Reflector,
  ReflectorState,
  ReflectorStats,
  ReflectorTiming,
  ReflectOptions,
} from './cache/Reflector';
export { SharedParts } from './cache/SharedParts';
export { fenceWrites, NotLeaderError } from './leader/fenceWrites';
export {
  LeaderElection,
  type LeaderElectionOptions,
  type LeaderTiming,
} from './leader/LeaderElection';
export {
  WorkQueue,
  type AddOptions,
  type WorkObserver,
  type WorkQueueOptions,
  type WorkResult,
} from './queue/WorkQueue';
export {
  Applier,
  conflictOf,
  ForeignObjectError,
  type ApplierOptions,
  type TakenOver,
} from './apply/Applier';
export {
  EventRecorder,
  type EventRecorderOptions,
  type RecordedEvent,
} from './events/EventRecorder';
export { Metrics } from './Metrics';
export {
  HttpTimeoutError,
  readText,
  sendHttp,
  type HttpPhase,
  type HttpRequest,
} from './http/sendHttp';
