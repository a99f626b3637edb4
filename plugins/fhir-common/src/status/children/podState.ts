import type { ChildState } from './ChildState';
import { conditionOf, type ObjectOf } from '../evidence/kinds';
import { isReady, podTrouble } from '../evidence/podTrouble';
import { reasonSentence } from '../reasonTexts';
import type { SnapshotObject } from '../snapshot';

/** A Pod: what kubectl prints as its status. */
export function podState(
  pod: ObjectOf<'Pod'>,
  events: readonly SnapshotObject[],
): ChildState {
  const detail = wordOf(pod);
  const { phase, message, reason } = pod.status ?? {};
  if (phase === 'Succeeded') return { state: 'ok', detail };
  if (phase === 'Failed') {
    return {
      state: 'problem',
      detail,
      message: message || `The pod ended${reason ? `: ${reason}` : ''}.`,
    };
  }
  const trouble = podTrouble(pod, events);
  if (trouble) {
    const told = reasonSentence(trouble.reason, trouble.facts);
    return { state: 'problem', detail, message: told };
  }
  if (isReady(pod)) return { state: 'ok', detail };
  return { state: phase === undefined ? 'unknown' : 'working', detail };
}

function wordOf(pod: ObjectOf<'Pod'>): string {
  const {
    phase = 'Unknown',
    reason,
    containerStatuses = [],
  } = pod.status ?? {};
  if (reason) return reason;
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.status === 'False') return scheduled.reason ?? phase;
  const states = containerStatuses.map(({ state }) => state);
  const waiting = states.find(state => state?.waiting)?.waiting?.reason;
  const ended = states.find(state => state?.terminated)?.terminated?.reason;
  return waiting ?? ended ?? phase;
}
