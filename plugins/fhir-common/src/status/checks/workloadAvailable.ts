import { conditionOf } from '../evidence/kinds';
import { admissionProblem } from '../evidence/admissionProblem';
import { isReady, podTrouble, type PodTrouble } from '../evidence/podTrouble';
import { startDetail } from '../evidence/startDetail';
import type { Workload } from '../evidence/workload';
import { lastWarning } from '../evidence/warnings';
import { met, unknown, unmet, type Evidence, type Verdict } from './Check';
import { schemaUpgrade } from './schemaUpgrade';

// What needs somebody to act comes before what may pass.
const ORDER: Array<PodTrouble['reason']> = [
  'ConfigInvalid',
  'ImagePullFailed',
  'CrashLoop',
  'RegistryUnreachable',
  'Unschedulable',
];

/** Whether all pods of the current version serve. */
export function workloadAvailable(evidence: Evidence): Verdict {
  const { snapshot, workload } = evidence;
  if (snapshot.specErrors) return unknown('NotEvaluated');
  if (workload.desired === 0) return unmet('Sleeping');
  return (
    schemaUpgrade(evidence) ??
    notCreated(evidence) ??
    podsInTrouble(evidence) ??
    stuck(evidence) ??
    rollingOut(evidence) ??
    starting(evidence) ??
    met('PodsReady', {
      replicas: serving(workload),
      version: versionOf(evidence),
    })
  );
}

function notCreated({ workload }: Evidence): Verdict | undefined {
  const failure =
    workload.deployment && conditionOf(workload.deployment, 'ReplicaFailure');
  if (failure?.status !== 'True') return undefined;
  const { reason, problem } = admissionProblem(failure.message);
  return withStillServing(unmet(reason, { problem }), workload);
}

function podsInTrouble({ snapshot, workload }: Evidence): Verdict | undefined {
  const troubles = [...workload.newPods, ...workload.oldPods]
    .map(pod => podTrouble(pod, snapshot.events))
    .filter(found => found !== undefined);
  const worst = ORDER.flatMap(reason =>
    troubles.filter(found => found.reason === reason),
  )[0];
  return worst && withStillServing(unmet(worst.reason, worst.facts), workload);
}

function stuck({ snapshot, workload }: Evidence): Verdict | undefined {
  const { deployment, newPods, ready, updated, desired } = workload;
  const progress = deployment && conditionOf(deployment, 'Progressing');
  if (progress?.reason !== 'ProgressDeadlineExceeded') return undefined;
  const late = newPods.find(pod => !isReady(pod));
  const warning = late && lastWarning(snapshot.events, late);
  return unmet('RolloutStuck', {
    updated,
    ready,
    desired,
    detail: warning ? `; ${late.metadata.name}: ${warning}` : '',
  });
}

function rollingOut({ workload }: Evidence): Verdict | undefined {
  const { deployment, seen, total, updated, desired, ready, oldPods } =
    workload;
  if (!deployment || !seen) return undefined;
  const old = Math.max(total - updated, oldPods.length);
  if (old === 0) return undefined;
  return unmet('RollingOut', { updated, desired, ready });
}

function starting(evidence: Evidence): Verdict | undefined {
  const { workload, snapshot } = evidence;
  const { ready, needed, desired, seen, deployment } = workload;
  if (deployment && !seen) {
    const detail = ', and the last change is not rolled out yet';
    return unmet('PodsStarting', { ready, desired, detail });
  }
  if (ready >= needed) return undefined;
  const detail = startDetail(workload.newPods, snapshot.events);
  return ready === 0 && detail === 'running'
    ? unmet('SchemaInitializing')
    : unmet('PodsStarting', {
        ready,
        desired,
        detail: detail === 'pulling' ? ', the image is being pulled' : '',
      });
}

function withStillServing(
  verdict: Verdict,
  { ready, desired }: Workload,
): Verdict {
  if (ready === 0) return verdict;
  const message = `${verdict.message} ${ready} of ${desired} replicas still serve.`;
  return { ...verdict, message };
}

function serving({ ready, desired }: Workload): string {
  if (ready === 1 && desired === 1) return '1 replica serves';
  return ready === desired
    ? `All ${ready} replicas serve`
    : `${ready} of ${desired} replicas serve`;
}

function versionOf({ fhir }: Evidence): string {
  return fhir.spec.fhirVersion;
}
