import type { KubernetesObject, RecordedEvent } from '@fhir-on-aks/kube';
import {
  condition,
  reasonText,
  type Condition,
  type ConditionReason,
  type FhirStatus,
} from '@fhir-on-aks/plugin-fhir-common';
import { objectName } from './refusalOf';
import type { WriteOutcome } from './applyWaves';

// Steps that somebody who changed a server waits for; how far they are stands in the status.
const STEPS: ConditionReason[] = [
  'RollingOut',
  'SchemaUpgrading',
  'IdentityMigrating',
  'Deleting',
  'Paused',
  'Sleeping',
];

/** What a person is told when a status changes: at most one event per condition that turned. */
export function eventsOf(
  before: FhirStatus | undefined,
  after: FhirStatus,
): RecordedEvent[] {
  return (['Ready', 'Accepted'] as const).flatMap(type => {
    const was = condition(before, type);
    const is = condition(after, type);
    if (!is || isSame(was, is)) return [];
    const event = type === 'Ready' ? readyEvent(is) : acceptedEvent(is);
    return event ? [event] : [];
  });
}

/** What a person is told about the children that were put back or taken away. */
export function eventsOfWrites({
  restored,
  removed,
}: Pick<WriteOutcome, 'removed'> & {
  restored: KubernetesObject[];
}): RecordedEvent[] {
  return [
    ...restored.map(object => ({
      type: 'Warning' as const,
      reason: 'Restored',
      message: `${objectName(object)} had been deleted and is there again.`,
    })),
    ...removed.map(object => ({
      type: 'Normal' as const,
      reason: 'Removed',
      message: `${objectName(object)} is no longer wanted and was removed.`,
    })),
  ];
}

function isSame(was: Condition | undefined, is: Condition): boolean {
  return was?.status === is.status && was.reason === is.reason;
}

function readyEvent({ reason, message, status }: Condition) {
  const { word } = reasonText(reason);
  if (status === 'True' || STEPS.includes(reason)) {
    return { type: 'Normal' as const, reason, message };
  }
  return word === 'Failed' || word === 'Degraded'
    ? { type: 'Warning' as const, reason, message }
    : undefined;
}

/** A spec that is accepted with a warning; what is not accepted is told by Ready. */
function acceptedEvent({ reason, message, status }: Condition) {
  return status === 'True' && reason !== 'SpecValid'
    ? { type: 'Warning' as const, reason, message }
    : undefined;
}
