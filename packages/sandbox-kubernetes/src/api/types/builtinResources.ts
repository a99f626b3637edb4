// long because it is one table: the resources of a cluster, group by group.

/** One built-in resource, in a row; what is left out is no, none, or namespaced. */
export interface BuiltinRow {
  kind: string;
  resource: string;
  short?: string;
  /** `all`: in `kubectl get all`. */
  categories?: string[];
  cluster?: boolean;
  status?: boolean;
  generation?: boolean;
  scale?: boolean;
  /** PUT must name the resourceVersion. */
  conditional?: boolean;
  fields?: string;
  orphan?: boolean;
}

/** The resources of one version of a group. */
export interface BuiltinGroup {
  group: string;
  version: string;
  package: string;
  rows: BuiltinRow[];
}

/** Every built-in resource, in the order in which discovery lists the groups. */
export const builtinResources: BuiltinGroup[] = [
  {
    group: '',
    version: 'v1',
    package: 'io.k8s.api.core.v1',
    rows: [
      { kind: 'ConfigMap', resource: 'configmaps', short: 'cm' },
      { kind: 'Endpoints', resource: 'endpoints', short: 'ep' },
      {
        kind: 'Event',
        resource: 'events',
        short: 'ev',
        fields:
          'involvedObject.kind,involvedObject.namespace,involvedObject.name,involvedObject.uid,involvedObject.apiVersion,involvedObject.resourceVersion,involvedObject.fieldPath,reason,reportingComponent,source,type',
      },
      {
        kind: 'Namespace',
        resource: 'namespaces',
        short: 'ns',
        cluster: true,
        status: true,
        fields: 'status.phase',
      },
      {
        kind: 'Node',
        resource: 'nodes',
        short: 'no',
        cluster: true,
        status: true,
        fields: 'spec.unschedulable',
      },
      {
        kind: 'PersistentVolumeClaim',
        resource: 'persistentvolumeclaims',
        short: 'pvc',
        status: true,
      },
      {
        kind: 'PersistentVolume',
        resource: 'persistentvolumes',
        short: 'pv',
        cluster: true,
        status: true,
      },
      {
        kind: 'Pod',
        resource: 'pods',
        short: 'po',
        categories: ['all'],
        status: true,
        generation: true,
        fields:
          'spec.nodeName,spec.restartPolicy,spec.schedulerName,spec.serviceAccountName,spec.hostNetwork,status.phase,status.podIP,status.nominatedNodeName',
      },
      {
        kind: 'ReplicationController',
        resource: 'replicationcontrollers',
        short: 'rc',
        categories: ['all'],
        status: true,
        generation: true,
        orphan: true,
        fields: 'status.replicas',
      },
      { kind: 'LimitRange', resource: 'limitranges', short: 'limits' },
      {
        kind: 'ResourceQuota',
        resource: 'resourcequotas',
        short: 'quota',
        status: true,
      },
      { kind: 'Secret', resource: 'secrets', fields: 'type' },
      { kind: 'ServiceAccount', resource: 'serviceaccounts', short: 'sa' },
      {
        kind: 'Service',
        resource: 'services',
        short: 'svc',
        categories: ['all'],
        status: true,
        fields: 'spec.clusterIP,spec.type',
      },
    ],
  },
  {
    group: 'apps',
    version: 'v1',
    package: 'io.k8s.api.apps.v1',
    rows: [
      { kind: 'ControllerRevision', resource: 'controllerrevisions' },
      {
        kind: 'DaemonSet',
        resource: 'daemonsets',
        short: 'ds',
        categories: ['all'],
        status: true,
        generation: true,
      },
      {
        kind: 'Deployment',
        resource: 'deployments',
        short: 'deploy',
        categories: ['all'],
        status: true,
        generation: true,
        scale: true,
      },
      {
        kind: 'ReplicaSet',
        resource: 'replicasets',
        short: 'rs',
        categories: ['all'],
        status: true,
        generation: true,
        scale: true,
        fields: 'status.replicas',
      },
      {
        kind: 'StatefulSet',
        resource: 'statefulsets',
        short: 'sts',
        categories: ['all'],
        status: true,
        generation: true,
        scale: true,
      },
    ],
  },
  {
    group: 'events.k8s.io',
    version: 'v1',
    package: 'io.k8s.api.events.v1',
    rows: [
      {
        kind: 'Event',
        resource: 'events',
        short: 'ev',
        fields:
          'regarding.kind,regarding.namespace,regarding.name,regarding.uid,regarding.apiVersion,regarding.resourceVersion,regarding.fieldPath,reason,reportingController,type',
      },
    ],
  },
  {
    group: 'authorization.k8s.io',
    version: 'v1',
    package: 'io.k8s.api.authorization.v1',
    rows: [],
  },
  {
    group: 'autoscaling',
    version: 'v2',
    package: 'io.k8s.api.autoscaling.v2',
    rows: [
      {
        kind: 'HorizontalPodAutoscaler',
        resource: 'horizontalpodautoscalers',
        short: 'hpa',
        categories: ['all'],
        status: true,
      },
    ],
  },
  {
    group: 'batch',
    version: 'v1',
    package: 'io.k8s.api.batch.v1',
    rows: [
      {
        kind: 'CronJob',
        resource: 'cronjobs',
        short: 'cj',
        categories: ['all'],
        status: true,
        generation: true,
      },
      {
        kind: 'Job',
        resource: 'jobs',
        categories: ['all'],
        status: true,
        generation: true,
        orphan: true,
        fields: 'status.successful',
      },
    ],
  },
  {
    group: 'networking.k8s.io',
    version: 'v1',
    package: 'io.k8s.api.networking.v1',
    rows: [
      {
        kind: 'IngressClass',
        resource: 'ingressclasses',
        cluster: true,
        generation: true,
      },
      {
        kind: 'Ingress',
        resource: 'ingresses',
        short: 'ing',
        status: true,
        generation: true,
      },
      {
        kind: 'NetworkPolicy',
        resource: 'networkpolicies',
        short: 'netpol',
        generation: true,
      },
    ],
  },
  {
    group: 'policy',
    version: 'v1',
    package: 'io.k8s.api.policy.v1',
    rows: [
      {
        kind: 'PodDisruptionBudget',
        resource: 'poddisruptionbudgets',
        short: 'pdb',
        status: true,
        generation: true,
        conditional: true,
      },
    ],
  },
  {
    group: 'rbac.authorization.k8s.io',
    version: 'v1',
    package: 'io.k8s.api.rbac.v1',
    rows: [
      {
        kind: 'ClusterRoleBinding',
        resource: 'clusterrolebindings',
        cluster: true,
      },
      { kind: 'ClusterRole', resource: 'clusterroles', cluster: true },
      { kind: 'RoleBinding', resource: 'rolebindings' },
      { kind: 'Role', resource: 'roles' },
    ],
  },
  {
    group: 'storage.k8s.io',
    version: 'v1',
    package: 'io.k8s.api.storage.v1',
    rows: [
      {
        kind: 'StorageClass',
        resource: 'storageclasses',
        short: 'sc',
        cluster: true,
      },
    ],
  },
  {
    group: 'apiextensions.k8s.io',
    version: 'v1',
    package: 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1',
    rows: [
      {
        kind: 'CustomResourceDefinition',
        resource: 'customresourcedefinitions',
        short: 'crd,crds',
        categories: ['api-extensions'],
        cluster: true,
        status: true,
        generation: true,
        conditional: true,
      },
    ],
  },
  {
    group: 'scheduling.k8s.io',
    version: 'v1',
    package: 'io.k8s.api.scheduling.v1',
    rows: [
      {
        kind: 'PriorityClass',
        resource: 'priorityclasses',
        short: 'pc',
        cluster: true,
        generation: true,
      },
    ],
  },
  {
    group: 'coordination.k8s.io',
    version: 'v1',
    package: 'io.k8s.api.coordination.v1',
    rows: [{ kind: 'Lease', resource: 'leases', conditional: true }],
  },
  {
    group: 'discovery.k8s.io',
    version: 'v1',
    package: 'io.k8s.api.discovery.v1',
    rows: [
      {
        kind: 'EndpointSlice',
        resource: 'endpointslices',
        generation: true,
      },
    ],
  },
];
