import type { Storage } from '../storage/storage';
import type { ResourceType, TypeRules } from '../types/resourceType';
import {
  bindingRules,
  endpointSliceRules,
  eventRules,
  namespaceRules,
  nodeRules,
  persistentVolumeClaimRules,
  persistentVolumeRules,
  priorityClassRules,
  storageClassRules,
} from './clusterRules';
import { configMapRules, secretRules } from './dataRules';
import { cronJobRules, jobRules } from './jobRules';
import { ingressRules, networkPolicyRules } from './networkingRules';
import { podRules } from './podRules';
import {
  autoscalerRules,
  disruptionBudgetRules,
  leaseRules,
} from './scalingRules';
import { serviceRules } from './serviceRules';
import {
  daemonSetRules,
  deploymentRules,
  replicaSetRules,
  statefulSetRules,
} from './workloadRules';

const rules: Record<string, TypeRules> = {
  ClusterRoleBinding: bindingRules,
  ConfigMap: configMapRules,
  CronJob: cronJobRules,
  DaemonSet: daemonSetRules,
  Deployment: deploymentRules,
  EndpointSlice: endpointSliceRules,
  Event: eventRules,
  HorizontalPodAutoscaler: autoscalerRules,
  Ingress: ingressRules,
  Job: jobRules,
  Lease: leaseRules,
  Namespace: namespaceRules,
  NetworkPolicy: networkPolicyRules,
  Node: nodeRules,
  PersistentVolume: persistentVolumeRules,
  PersistentVolumeClaim: persistentVolumeClaimRules,
  Pod: podRules,
  PodDisruptionBudget: disruptionBudgetRules,
  PriorityClass: priorityClassRules,
  ReplicaSet: replicaSetRules,
  RoleBinding: bindingRules,
  Secret: secretRules,
  StatefulSet: statefulSetRules,
  StorageClass: storageClassRules,
};

/** Defaults, checks and first status of a built-in kind. */
export function builtinRules(
  type: Pick<ResourceType, 'kind'>,
  storage: Storage,
): TypeRules {
  if (type.kind === 'Service') return serviceRules(storage);
  return rules[type.kind] ?? {};
}
