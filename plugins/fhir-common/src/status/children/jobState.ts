import type { ChildState } from './ChildState';
import { conditionOf, type ObjectOf } from '../evidence/kinds';
import { shorten } from '../evidence/shorten';

/** A Job: running, complete or failed. */
export function jobState(job: ObjectOf<'Job'>): ChildState {
  const failure = conditionOf(job, 'Failed');
  if (failure?.status === 'True') {
    return {
      state: 'problem',
      detail: 'Failed',
      message: `${shorten(failure.message ?? 'The Job has failed')}.`,
    };
  }
  return (job.status?.succeeded ?? 0) > 0
    ? { state: 'ok', detail: 'Complete' }
    : { state: 'working', detail: 'Running' };
}
