import type { ResourceType } from './ClusterClient';

const type = (
  group: string,
  version: string,
  kind: string,
  plural: string,
  namespaced = true,
): ResourceType => ({ group, version, kind, plural, namespaced });

/** The kinds of Kubernetes and its common extensions that this repository reads or writes, by kind. */
export const resourceTypes = {
  Namespace: type('', 'v1', 'Namespace', 'namespaces', false),
  Pod: type('', 'v1', 'Pod', 'pods'),
  Service: type('', 'v1', 'Service', 'services'),
  ServiceAccount: type('', 'v1', 'ServiceAccount', 'serviceaccounts'),
  ConfigMap: type('', 'v1', 'ConfigMap', 'configmaps'),
  Secret: type('', 'v1', 'Secret', 'secrets'),
  Event: type('', 'v1', 'Event', 'events'),
  Deployment: type('apps', 'v1', 'Deployment', 'deployments'),
  ReplicaSet: type('apps', 'v1', 'ReplicaSet', 'replicasets'),
  Job: type('batch', 'v1', 'Job', 'jobs'),
  HorizontalPodAutoscaler: type(
    'autoscaling',
    'v2',
    'HorizontalPodAutoscaler',
    'horizontalpodautoscalers',
  ),
  PodDisruptionBudget: type(
    'policy',
    'v1',
    'PodDisruptionBudget',
    'poddisruptionbudgets',
  ),
  Ingress: type('networking.k8s.io', 'v1', 'Ingress', 'ingresses'),
  NetworkPolicy: type(
    'networking.k8s.io',
    'v1',
    'NetworkPolicy',
    'networkpolicies',
  ),
  EndpointSlice: type(
    'discovery.k8s.io',
    'v1',
    'EndpointSlice',
    'endpointslices',
  ),
  HTTPRoute: type('gateway.networking.k8s.io', 'v1', 'HTTPRoute', 'httproutes'),
  Lease: type('coordination.k8s.io', 'v1', 'Lease', 'leases'),
  AzureIdentity: type(
    'aadpodidentity.k8s.io',
    'v1',
    'AzureIdentity',
    'azureidentities',
  ),
  AzureIdentityBinding: type(
    'aadpodidentity.k8s.io',
    'v1',
    'AzureIdentityBinding',
    'azureidentitybindings',
  ),
  CustomResourceDefinition: type(
    'apiextensions.k8s.io',
    'v1',
    'CustomResourceDefinition',
    'customresourcedefinitions',
    false,
  ),
} as const satisfies Record<string, ResourceType>;

/** `apiVersion` of the objects of a kind: `apps/v1`, `v1`. */
export function apiVersionOf(
  resourceType: Pick<ResourceType, 'group' | 'version'>,
): string {
  return resourceType.group
    ? `${resourceType.group}/${resourceType.version}`
    : resourceType.version;
}

/** The type of an object whose kind is in `resourceTypes`; throws for any other, because a plural cannot be guessed. */
export function resourceTypeOf(object: {
  apiVersion: string;
  kind: string;
}): ResourceType {
  const found = Object.values<ResourceType>(resourceTypes).find(
    known =>
      known.kind === object.kind && apiVersionOf(known) === object.apiVersion,
  );
  if (!found) {
    throw new Error(
      `${object.kind} of ${object.apiVersion} is not a known kind: add it to resourceTypes`,
    );
  }
  return found;
}
