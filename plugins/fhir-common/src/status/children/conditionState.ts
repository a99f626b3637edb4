import { isRecord } from '../../api/isRecord';
import type { ChildState } from './ChildState';
import { shorten } from '../evidence/shorten';
import type { SnapshotObject } from '../snapshot';

/** Any other kind: by its condition Ready or Available, as kstatus reads it; unknown when it has none. */
export function conditionState({ status }: SnapshotObject): ChildState {
  const decisive = conditionsIn(status).find(
    ({ type }) => type === 'Ready' || type === 'Available',
  );
  if (!decisive) return { state: 'unknown' };
  if (decisive.status === 'True') return { state: 'ok' };
  const { reason, message } = decisive;
  return {
    state: 'working',
    ...(typeof reason === 'string' ? { detail: reason } : {}),
    ...(typeof message === 'string' && message
      ? { message: `${shorten(message)}.` }
      : {}),
  };
}

function conditionsIn(status: unknown): Array<Record<string, unknown>> {
  if (!isRecord(status) || !Array.isArray(status.conditions)) return [];
  return status.conditions.filter(isRecord);
}
