import { autoscalerState } from './children/autoscalerState';
import type { ChildState } from './children/ChildState';
import { conditionState } from './children/conditionState';
import { exposureState, routeState } from './children/exposureState';
import { identityState } from './children/identityState';
import { jobState } from './children/jobState';
import { plainState } from './children/plainState';
import { podState } from './children/podState';
import { deploymentState, replicaSetState } from './children/replicasState';
import { isKind } from './evidence/kinds';
import { lastWarning } from './evidence/warnings';
import type { SnapshotObject } from './snapshot';

/**
 * The state of one object of a Fhir: what kubectl would print in few words and, when it is not well, one sentence. An
 * object that is not well and does not say why gets the words of the last Warning about it.
 */
export function childState(
  object: SnapshotObject,
  events: SnapshotObject[] = [],
): ChildState {
  if (object.metadata.deletionTimestamp) {
    return { state: 'deleting', message: deletingSentence(object) };
  }
  const own = ownState(object, events);
  if (own.message || own.state === 'ok') return own;
  const warning = lastWarning(events, object);
  return warning ? { ...own, message: `${warning}.` } : own;
}

function ownState(
  object: SnapshotObject,
  events: SnapshotObject[],
): ChildState {
  if (isKind(object, 'Deployment')) return deploymentState(object);
  if (isKind(object, 'ReplicaSet')) return replicaSetState(object);
  if (isKind(object, 'Pod')) return podState(object, events);
  if (isKind(object, 'Job')) return jobState(object);
  if (isKind(object, 'HorizontalPodAutoscaler')) return autoscalerState(object);
  if (isKind(object, 'Ingress')) return exposureState(object);
  if (isKind(object, 'HTTPRoute')) return routeState(object);
  return identityState(object) ?? plainState(object) ?? conditionState(object);
}

function deletingSentence({ metadata }: SnapshotObject): string {
  const { finalizers } = metadata;
  const holders = Array.isArray(finalizers) ? finalizers.map(String) : [];
  return holders.length > 0
    ? `It is being deleted and waits for ${holders.join(', ')}.`
    : 'It is being deleted.';
}
