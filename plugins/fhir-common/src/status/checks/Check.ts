import type { Fhir } from '../../api/fhir';
import type { Condition } from '../../api/fhirStatus';
import type { OperatorSettings } from '../../operatorSettings';
import type { Workload } from '../evidence/workload';
import { reasonSentence } from '../reasonTexts';
import type { ConditionReason } from '../reasons';
import type { FhirSnapshot } from '../snapshot';

/** What the checks read: the snapshot, the facts of the fleet, and the counted workload. */
export interface Evidence {
  snapshot: FhirSnapshot;
  fhir: Fhir;
  settings: OperatorSettings;
  workload: Workload;
}

/** What a check found; a condition without its type, generation and time. */
export type Verdict = Pick<Condition, 'status' | 'reason' | 'message'>;

/** Answers the question of one condition. Pure; guards its own input. */
export type Check = (evidence: Evidence) => Verdict;

type Facts = Record<string, string | number>;

/** The condition is met. */
export function met(reason: ConditionReason, facts?: Facts): Verdict {
  return { status: 'True', reason, message: reasonSentence(reason, facts) };
}

/** The condition is not met. */
export function unmet(reason: ConditionReason, facts?: Facts): Verdict {
  return { status: 'False', reason, message: reasonSentence(reason, facts) };
}

/** The condition cannot be told. */
export function unknown(reason: ConditionReason, facts?: Facts): Verdict {
  return { status: 'Unknown', reason, message: reasonSentence(reason, facts) };
}
