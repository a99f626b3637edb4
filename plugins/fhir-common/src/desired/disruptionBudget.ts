import type { PodDisruptionBudgetSpec } from 'kubernetes-types/policy/v1';
import type { Fhir } from '../api/fhir';
import { names, selectorLabels } from '../names';
import type { OperatorSettings } from '../operatorSettings';
import type { KubernetesObject } from './KubernetesObject';
import { objectMeta } from './objectMeta';
import { fewestReplicas } from './replicas';

/** The PodDisruptionBudget; none below two replicas, where it would block every node upgrade. */
export function disruptionBudget(
  fhir: Fhir,
  settings: OperatorSettings,
): KubernetesObject | undefined {
  if (settings.features.podDisruptionBudget === 'Disabled') return undefined;
  if (fewestReplicas(fhir.spec, settings) < 2) return undefined;
  const spec: PodDisruptionBudgetSpec = {
    maxUnavailable: 1,
    selector: { matchLabels: selectorLabels(fhir) },
    // A pod that is not ready protects nothing; without this it could block a node for ever.
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  };
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: objectMeta(fhir, 'scaling', names.disruptionBudget(fhir)),
    spec,
  };
}
