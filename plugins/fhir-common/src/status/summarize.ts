import type { RoadConditionType } from '../api/fhirStatus';
import { met, unmet, type Verdict } from './checks/Check';
import type { HealthWord } from './healthTypes';
import { reasonText } from './reasonTexts';
import { deletion } from './deletion';
import type { FhirSnapshot } from './snapshot';

/** What the stops of the road say, in their order. */
export type Road = Record<RoadConditionType, Verdict>;

/** The three conditions that sum up the road: our own, and those of kstatus (sigs.k8s.io/cli-utils). */
export interface Summary {
  Ready: Verdict;
  Reconciling: Verdict;
  Stalled: Verdict;
}

// The word of the worst stop is the word of the whole; of two that are equally bad the first on the road is the cause.
const WORST_FIRST: HealthWord[] = [
  'Failed',
  'Degraded',
  'Paused',
  'Progressing',
  'Deleting',
  'Unknown',
  'Ready',
];

/** Sums up the road in one condition Ready, and tells tools that know no Fhir whether it is under way or stuck. */
export function summarize(snapshot: FhirSnapshot, road: Road): Summary {
  const { fhir } = snapshot;
  if (fhir.metadata.deletionTimestamp) {
    return withProgress(deletion(snapshot));
  }
  const state = worst([
    road.Accepted,
    ...refusals(snapshot),
    road.IdentityReady,
    road.WorkloadAvailable,
    road.Exposed,
    road.ServerHealthy,
  ]);
  const ready = state ? { ...state, status: 'False' as const } : serving(road);
  return withProgress(
    fhir.spec?.reconcilePolicy === 'Pause' ? paused(ready) : ready,
  );
}

function serving({ WorkloadAvailable }: Road): Verdict {
  return { ...met('Ready'), message: WorkloadAvailable.message };
}

function worst(verdicts: Verdict[]): Verdict | undefined {
  const rank = ({ reason }: Verdict) =>
    WORST_FIRST.indexOf(reasonText(reason).word);
  return verdicts
    .filter(({ status }) => status !== 'True')
    .sort((a, b) => rank(a) - rank(b))[0];
}

/** What the cluster did not let the operator write. */
function refusals({ refusals: refused = [] }: FhirSnapshot): Verdict[] {
  return refused.map(({ reason, object, problem }) =>
    unmet(reason, { object, problem }),
  );
}

// A paused server goes on serving, or not: the status stays true, the reason says why nothing is done about it.
function paused(ready: Verdict): Verdict {
  const { message } = met('Paused');
  return {
    ...ready,
    reason: 'Paused',
    message: ready.status === 'True' ? message : `${message} ${ready.message}`,
  };
}

function withProgress(ready: Verdict): Summary {
  const { word, fatal } = reasonText(ready.reason);
  const stalled = word === 'Failed' && fatal;
  const reconciling = word === 'Progressing' || word === 'Deleting';
  return {
    Ready: ready,
    Reconciling: kstatus(reconciling, ready),
    Stalled: kstatus(stalled, ready),
  };
}

function kstatus(holds: boolean, ready: Verdict): Verdict {
  if (holds) return { ...ready, status: 'True' };
  return ready.status === 'True'
    ? unmet('Reconciled')
    : { ...ready, status: 'False' };
}
