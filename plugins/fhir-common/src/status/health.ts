import type { FhirMetadata } from '../api/fhir';
import type { Condition, ConditionType, FhirStatus } from '../api/fhirStatus';
import type { Health } from './healthTypes';
import { reasonSentence, reasonText } from './reasonTexts';
import type { ConditionReason } from './reasons';

/** What `health` reads: a Fhir from the cluster, or the part of it that a client has. */
export interface HealthSource {
  metadata: Pick<
    FhirMetadata,
    'generation' | 'creationTimestamp' | 'deletionTimestamp'
  >;
  spec?: { reconcilePolicy?: string; deletionProtection?: string };
  status?: FhirStatus;
}

/**
 * One word, one sentence, one next step for a Fhir: the same in card, tab, fleet, `fhirctl`, MCP action and task log.
 * Reads only the Fhir itself; the operator put what it saw in the cluster into the conditions.
 */
export function health(source: HealthSource): Health {
  const { metadata, status } = source;
  const ready = condition(status, 'Ready');
  if (metadata.deletionTimestamp) return deleting(source);
  if (source.spec?.reconcilePolicy === 'Pause') return told('Paused', ready);
  if (!status || !ready) {
    return {
      ...told('Progressing'),
      sentence: 'The operator has not seen it yet.',
      since: metadata.creationTimestamp || undefined,
    };
  }
  if (status.observedGeneration < metadata.generation) {
    return {
      ...told('Progressing'),
      sentence: 'The operator has not seen the last change yet.',
    };
  }
  return fromReady(ready, status);
}

/** A condition of a status by its type. */
export function condition(
  status: FhirStatus | undefined,
  type: ConditionType,
): Condition | undefined {
  return status?.conditions.find(candidate => candidate.type === type);
}

function fromReady(ready: Condition, status: FhirStatus): Health {
  if (ready.status === 'Unknown') {
    return { ...told(ready.reason, ready), word: 'Unknown', fatal: false };
  }
  if (ready.status === 'False') return told(ready.reason, ready);
  const serving = told(ready.reason, ready);
  const accepted = condition(status, 'Accepted');
  const warning = accepted && reasonText(accepted.reason).next;
  return warning
    ? { ...serving, sentence: joined(ready, accepted), next: warning }
    : serving;
}

function deleting({ metadata, status }: HealthSource): Health {
  const ready = condition(status, 'Ready');
  const known =
    ready?.reason === 'Deleting' || ready?.reason === 'DeletionProtected'
      ? ready
      : undefined;
  return {
    ...told(known?.reason ?? 'Deleting', known),
    word: 'Deleting',
    since: metadata.deletionTimestamp,
  };
}

function told(reason: ConditionReason, from?: Condition): Health {
  const { word, next, fatal } = reasonText(reason);
  const own = from?.reason === reason ? from : undefined;
  return {
    word,
    reason,
    sentence: own?.message || reasonSentence(reason),
    fatal,
    ...(next ? { next } : {}),
    ...(own ? { since: own.lastTransitionTime } : {}),
  };
}

function joined(ready: Condition, accepted: Condition): string {
  return `${ready.message} ${accepted.message}`;
}
