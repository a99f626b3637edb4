export {
  ManualClock,
  createKubernetesApi,
  systemClock,
  type ApiFaults,
  type Clock,
  type KubeObject,
  type KubernetesApi,
  type ObjectStore,
  type PodLogs,
} from './api';
export { listAt, valueAt } from './api/jsonValue';
export { fhirNamespace, prepareCluster } from './cluster/prepareCluster';
export { EventRecorder } from './controllers/EventRecorder';
export {
  Faults,
  faultKinds,
  instanceOf,
  type Fault,
  type FaultKind,
} from './controllers/Faults';
export { PodLoad } from './controllers/PodLoad';
export { PodLogStore } from './controllers/PodLogStore';
export {
  ServiceAccountTokens,
  loadTokenKey,
} from './controllers/ServiceAccountTokens';
export type {
  ContainerProcess,
  ContainerRuntime,
  ContainerStart,
  HttpRequest,
  HttpResponse,
} from './controllers/containerRuntime';
export {
  knownImages,
  pullImage,
  type FhirImageVersion,
  type Images,
} from './controllers/images';
export {
  livelyPace,
  type KubeletContext,
  type KubeletPace,
} from './controllers/kubelet/kubeletContext';
export { defaultNode } from './controllers/kubelet/node';
export { backendsOf } from './controllers/network/backendsOf';
export {
  findRoute,
  servedRoutes,
  type Route,
} from './controllers/network/routes';
export { podIdentitySignIn } from './controllers/podIdentitySignIn';
export { isReady } from './controllers/podPhase';
export { startClusterControllers } from './controllers/startClusterControllers';
export type {
  StoredDeployment,
  StoredMeta,
  StoredPod,
} from './controllers/stored';
export { kubeconfigFor, type ClusterAccess } from './kubeconfigFor';
