import type { FhirSpec } from '../api/fhirSpec';
import type { OperatorSettings } from '../operatorSettings';

/** The fewest pods that a spec asks for; 0 is a server that sleeps. */
export function fewestReplicas(
  { replicas, autoscaling }: Pick<FhirSpec, 'replicas' | 'autoscaling'>,
  settings: Pick<OperatorSettings, 'defaultReplicas'>,
): number {
  return autoscaling?.minReplicas ?? replicas ?? settings.defaultReplicas;
}
