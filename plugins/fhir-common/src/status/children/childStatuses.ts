import type { ChildStatus } from '../../api/fhirStatus';
import type { ChildNode } from '../../wire/instances';
import { childState } from '../childState';
import type { FhirSnapshot, SnapshotObject } from '../snapshot';
import { unreachable } from '../../unreachable';

// The bounds of the CRD.
const MOST_CHILDREN = 64;
const LONGEST_REASON = 256;

// They come and go with their owners: only one that is not well is worth a line in the status.
const PASSING = ['Pod', 'ReplicaSet', 'EndpointSlice'];

/** The children for `status.children`, by kind and name; those that are not well win when there are too many. */
export function childStatuses({
  children,
  events,
}: FhirSnapshot): ChildStatus[] {
  const all = children
    .map(object => childStatus(object, events))
    .filter(({ kind, ready }) => ready !== 'True' || !PASSING.includes(kind));
  const kept = [
    ...all.filter(({ ready }) => ready !== 'True'),
    ...all.filter(({ ready }) => ready === 'True'),
  ].slice(0, MOST_CHILDREN);
  return kept.sort(byKindAndName);
}

function childStatus(
  object: SnapshotObject,
  events: SnapshotObject[],
): ChildStatus {
  const { state, detail, message } = childState(object, events);
  const ready = readyOf(state);
  const reason = ready === 'True' ? undefined : (message ?? detail);
  return {
    kind: object.kind,
    name: object.metadata.name,
    ready,
    ...(reason ? { reason: reason.slice(0, LONGEST_REASON) } : {}),
  };
}

function readyOf(state: ChildNode['state']): ChildStatus['ready'] {
  switch (state) {
    case 'ok':
      return 'True';
    case 'working':
    case 'problem':
    case 'deleting':
      return 'False';
    case 'unknown':
      return 'Unknown';
    default:
      return unreachable(state);
  }
}

function byKindAndName(a: ChildStatus, b: ChildStatus): number {
  return `${a.kind}/${a.name}` < `${b.kind}/${b.name}` ? -1 : 1;
}
