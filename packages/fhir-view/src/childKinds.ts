import {
  apiVersionOf,
  resourceTypes,
  type ResourceType,
} from '@fhir-on-aks/kube';
import { LABELS } from '@fhir-on-aks/plugin-fhir-common';

/** Kinds of children that every cluster serves. Owners come before what they own. */
export const builtInKinds: ResourceType[] = [
  resourceTypes.Deployment,
  resourceTypes.ReplicaSet,
  resourceTypes.Job,
  resourceTypes.Pod,
  resourceTypes.Service,
  resourceTypes.EndpointSlice,
  resourceTypes.Ingress,
  resourceTypes.ConfigMap,
  resourceTypes.ServiceAccount,
  resourceTypes.HorizontalPodAutoscaler,
  resourceTypes.PodDisruptionBudget,
  resourceTypes.NetworkPolicy,
];

/** Kinds of children that extensions bring: watched as soon as the cluster serves them. */
export const optionalKinds: ResourceType[] = [
  resourceTypes.HTTPRoute,
  resourceTypes.AzureIdentity,
  resourceTypes.AzureIdentityBinding,
];

/** Group/versions of the optional kinds, such as `gateway.networking.k8s.io/v1`. */
export const optionalApis = [...new Set(optionalKinds.map(apiVersionOf))];

/** The label that every child carries; Kubernetes copies it to ReplicaSets, Pods and EndpointSlices. */
export const childSelector = LABELS.instanceUid;
