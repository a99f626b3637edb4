import type { ChildState } from './ChildState';
import { admissionProblem } from '../evidence/admissionProblem';
import { conditionOf, type ObjectOf } from '../evidence/kinds';
import { reasonSentence } from '../reasonTexts';

/** A Deployment: how many of its pods are ready. */
export function deploymentState(
  deployment: ObjectOf<'Deployment'>,
): ChildState {
  const { metadata, spec, status } = deployment;
  const desired = spec?.replicas ?? 1;
  const { readyReplicas = 0, updatedReplicas = 0, replicas = 0 } = status ?? {};
  const detail = `${readyReplicas}/${desired}`;
  const refused = refusedPods(deployment, detail);
  if (refused) return refused;
  const progress = conditionOf(deployment, 'Progressing');
  if (progress?.reason === 'ProgressDeadlineExceeded') {
    const message = 'The rollout does not advance.';
    return { state: 'problem', detail, message };
  }
  if (spec?.paused) {
    const message = 'The rollout waits for the schema upgrade.';
    return { state: 'working', detail, message };
  }
  if ((status?.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    const message = 'The cluster has not begun with the last change.';
    return { state: 'working', detail, message };
  }
  if (replicas > updatedReplicas) {
    const message = 'A new version is rolling out.';
    return { state: 'working', detail, message };
  }
  return readyReplicas >= desired
    ? { state: 'ok', detail }
    : { state: 'working', detail, message: 'Pods are starting.' };
}

/** A ReplicaSet: how many of its pods are ready; one of an old version has none. */
export function replicaSetState(
  replicaSet: ObjectOf<'ReplicaSet'>,
): ChildState {
  const desired = replicaSet.spec?.replicas ?? 1;
  const ready = replicaSet.status?.readyReplicas ?? 0;
  const detail = `${ready}/${desired}`;
  const refused = refusedPods(replicaSet, detail);
  if (refused) return refused;
  return ready >= desired
    ? { state: 'ok', detail }
    : { state: 'working', detail, message: 'Pods are starting.' };
}

function refusedPods(
  object: ObjectOf<'Deployment'> | ObjectOf<'ReplicaSet'>,
  detail: string,
): ChildState | undefined {
  const failure = failureOf(object);
  if (failure?.status !== 'True') return undefined;
  const { reason, problem } = admissionProblem(failure.message);
  return {
    state: 'problem',
    detail,
    message: reasonSentence(reason, { problem }),
  };
}

function failureOf({
  status,
}: ObjectOf<'Deployment'> | ObjectOf<'ReplicaSet'>) {
  return [...(status?.conditions ?? [])].find(
    ({ type }) => type === 'ReplicaFailure',
  );
}
