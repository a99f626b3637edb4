export { systemClock, ManualClock, type Clock } from './clock';
export type {
  ApiFaults,
  ApplyOptions,
  KubeInput,
  KubeObject,
  KubernetesApi,
  KubernetesApiOptions,
  ListOptions,
  ManagedFieldsEntry,
  ObjectMeta,
  ObjectStore,
  OwnerReference,
  PodLogQuery,
  PodLogs,
  RemoveOptions,
  ResourceKey,
  StoreEvent,
  WriteOptions,
} from './contract';
export { createKubernetesApi } from './createKubernetesApi';
export { StatusError } from './statusError';
