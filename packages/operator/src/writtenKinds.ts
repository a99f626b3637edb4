import { builtInKinds, optionalKinds } from '@fhir-on-aks/fhir-view';
import type { ResourceType } from '@fhir-on-aks/kube';

/** Kinds of children that the operator writes; the others are made by Kubernetes. */
export const writtenKinds: ResourceType[] = [
  ...builtInKinds,
  ...optionalKinds,
].filter(({ kind }) => !['ReplicaSet', 'Pod', 'EndpointSlice'].includes(kind));
