import { unknown, type Verdict } from './checks/Check';
import { reasonText } from './reasonTexts';
import type { FhirSnapshot } from './snapshot';
import type { Road } from './summarize';

/**
 * The road as it is told. What is still under way is not told as such once nobody works on it any more: when the spec
 * is not accepted, or the Fhir is being deleted.
 */
export function overtaken({ fhir }: FhirSnapshot, road: Road): Road {
  const halted = fhir.metadata.deletionTimestamp
    ? unknown('Deleting')
    : unknown('NotEvaluated');
  const goesOn =
    !fhir.metadata.deletionTimestamp && road.Accepted.status === 'True';
  const told = (verdict: Verdict) =>
    goesOn || !isUnderWay(verdict) ? verdict : halted;
  return {
    Accepted: road.Accepted,
    IdentityReady: told(road.IdentityReady),
    WorkloadAvailable: told(road.WorkloadAvailable),
    Exposed: told(road.Exposed),
    ServerHealthy: told(road.ServerHealthy),
  };
}

function isUnderWay({ status, reason }: Verdict): boolean {
  return status !== 'True' && reasonText(reason).word === 'Progressing';
}
