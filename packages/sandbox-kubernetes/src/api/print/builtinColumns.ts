import type { PrinterColumn } from '../types/resourceType';
import {
  bindingColumns,
  configMapColumns,
  controllerRevisionColumns,
  namespaceColumns,
  priorityClassColumns,
  resourceQuotaColumns,
  secretColumns,
  serviceAccountColumns,
} from './columns/coreColumns';
import { eventColumns } from './columns/eventColumns';
import { nodeColumns } from './columns/nodeColumns';
import {
  persistentVolumeClaimColumns,
  persistentVolumeColumns,
  storageClassColumns,
} from './columns/storageColumns';
import {
  endpointSliceColumns,
  endpointsColumns,
  ingressClassColumns,
  ingressColumns,
  networkPolicyColumns,
  serviceColumns,
} from './columns/networkColumns';
import { podColumns } from './columns/podColumns';
import {
  autoscalerColumns,
  disruptionBudgetColumns,
  leaseColumns,
} from './columns/policyColumns';
import {
  cronJobColumns,
  daemonSetColumns,
  deploymentColumns,
  jobColumns,
  replicaSetColumns,
  replicationControllerColumns,
  statefulSetColumns,
} from './columns/workloadColumns';

const columns: Record<string, PrinterColumn[]> = {
  ClusterRoleBinding: bindingColumns,
  ConfigMap: configMapColumns,
  ControllerRevision: controllerRevisionColumns,
  CronJob: cronJobColumns,
  DaemonSet: daemonSetColumns,
  Deployment: deploymentColumns,
  EndpointSlice: endpointSliceColumns,
  Endpoints: endpointsColumns,
  Event: eventColumns,
  HorizontalPodAutoscaler: autoscalerColumns,
  Ingress: ingressColumns,
  IngressClass: ingressClassColumns,
  Job: jobColumns,
  Lease: leaseColumns,
  Namespace: namespaceColumns,
  NetworkPolicy: networkPolicyColumns,
  Node: nodeColumns,
  PersistentVolume: persistentVolumeColumns,
  PersistentVolumeClaim: persistentVolumeClaimColumns,
  Pod: podColumns,
  PodDisruptionBudget: disruptionBudgetColumns,
  PriorityClass: priorityClassColumns,
  ReplicaSet: replicaSetColumns,
  ReplicationController: replicationControllerColumns,
  RoleBinding: bindingColumns,
  ResourceQuota: resourceQuotaColumns,
  Secret: secretColumns,
  Service: serviceColumns,
  ServiceAccount: serviceAccountColumns,
  StatefulSet: statefulSetColumns,
  StorageClass: storageClassColumns,
};

/** What `kubectl get` shows of a built-in kind, after pkg/printers/internalversion/printers.go; nothing for kinds that only show their name and time. */
export function builtinColumns(kind: string): PrinterColumn[] {
  return columns[kind] ?? [];
}
