import { isSchemaObject, schemaUpgraded } from '../../desired/schemaJob';
import { crashProblem } from '../evidence/crashProblem';
import { conditionOf, objectsOf } from '../evidence/kinds';
import { podTrouble } from '../evidence/podTrouble';
import { shorten } from '../evidence/shorten';
import { unmet, type Evidence, type Verdict } from './Check';

/** What holds up a rollout that waits for its schema upgrade Job; undefined when there is nothing to wait for. */
export function schemaUpgrade(evidence: Evidence): Verdict | undefined {
  const { fhir, settings, snapshot, workload } = evidence;
  if (schemaUpgraded(fhir, settings, snapshot.children)) return undefined;
  const { schemaJob } = workload;
  const failure = schemaJob && conditionOf(schemaJob, 'Failed');
  if (failure?.status === 'True') {
    const said = failure.message ? `: ${shorten(failure.message)}` : '';
    return unmet('SchemaUpgradeFailed', {
      problem: lastWords(evidence) ?? said,
    });
  }
  return podsInTrouble(evidence) ?? unmet('SchemaUpgrading');
}

function schemaPods({ snapshot }: Evidence) {
  return objectsOf(snapshot.children, 'Pod').filter(isSchemaObject);
}

function podsInTrouble(evidence: Evidence): Verdict | undefined {
  const trouble = schemaPods(evidence)
    .map(pod => podTrouble(pod, evidence.snapshot.events))
    .find(found => found !== undefined);
  return trouble && unmet(trouble.reason, trouble.facts);
}

/** What the upgrade wrote at its end. */
function lastWords(evidence: Evidence): string | undefined {
  const ended = schemaPods(evidence)
    .flatMap(({ status }) => status?.containerStatuses ?? [])
    .map(({ state }) => state?.terminated)
    .find(state => state && state.exitCode !== 0);
  return ended && crashProblem(ended);
}
