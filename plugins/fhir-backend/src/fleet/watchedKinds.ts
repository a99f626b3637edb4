import { type ResourceType, resourceTypes } from '@fhir-on-aks/kube';
import { LABELS, selectorLabels } from '@fhir-on-aks/plugin-fhir-common';

/** The kinds that a FHIR server is made of, directly or through its children. Secrets are never read. */
export const childKinds: ResourceType[] = [
  resourceTypes.Deployment,
  resourceTypes.ReplicaSet,
  resourceTypes.Pod,
  resourceTypes.Job,
  resourceTypes.Service,
  resourceTypes.EndpointSlice,
  resourceTypes.Ingress,
  resourceTypes.HTTPRoute,
  resourceTypes.ConfigMap,
  resourceTypes.ServiceAccount,
  resourceTypes.HorizontalPodAutoscaler,
  resourceTypes.PodDisruptionBudget,
  resourceTypes.NetworkPolicy,
  resourceTypes.AzureIdentity,
  resourceTypes.AzureIdentityBinding,
];

/** Label that all of them carry: Kubernetes copies it to ReplicaSets, Pods and EndpointSlices. */
export const childSelector = `${LABELS.name}=${
  selectorLabels({ metadata: { name: '', namespace: '' } })[LABELS.name]
}`;
