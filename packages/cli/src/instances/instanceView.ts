import type { KubernetesObject } from '@fhir-on-aks/kube';
import {
  ANNOTATIONS,
  parseFhirStatus,
  type ChildStatus,
  type Condition,
  type InstanceSummary,
} from '@fhir-on-aks/plugin-fhir-common';
import { instanceSummary } from './instanceSummary';

/** All that the Fhir says about itself. */
export interface InstanceView extends InstanceSummary {
  description?: string;
  conditions: Condition[];
  children: ChildStatus[];
}

/** Reads a Fhir as it stands in a cluster. */
export function instanceView(
  cluster: string,
  fhir: KubernetesObject,
): InstanceView {
  const status = parseFhirStatus(fhir.status);
  return {
    ...instanceSummary(cluster, fhir),
    description: fhir.metadata.annotations?.[ANNOTATIONS.description],
    conditions: status?.conditions ?? [],
    children: status?.children ?? [],
  };
}
