import type { KubeObject } from '../../contract';
import { listAt, numberAt, objectAt, stringAt } from '../../jsonValue';
import { age, humanDuration } from '../humanDuration';
import { ageColumn, nameColumn } from './metadataColumns';
import {
  count,
  isTrue,
  labelsText,
  selectorColumn,
  templateColumns,
} from './cells';
import { boolean, integer, text, wide } from './column';

const readyOfDesired = text(
  'Ready',
  'Number of the pod with ready state',
  object =>
    `${count(object, 'status', 'readyReplicas')}/${count(object, 'spec', 'replicas')}`,
);

export const deploymentColumns = [
  nameColumn,
  readyOfDesired,
  text('Up-to-date', 'status.updatedReplicas', object =>
    count(object, 'status', 'updatedReplicas'),
  ),
  text('Available', 'status.availableReplicas', object =>
    count(object, 'status', 'availableReplicas'),
  ),
  ageColumn,
  ...templateColumns('spec'),
  selectorColumn('spec'),
];

export const replicaSetColumns = [
  nameColumn,
  integer('Desired', 'spec.replicas', object =>
    count(object, 'spec', 'replicas'),
  ),
  integer('Current', 'status.replicas', object =>
    count(object, 'status', 'replicas'),
  ),
  integer('Ready', 'status.readyReplicas', object =>
    count(object, 'status', 'readyReplicas'),
  ),
  ageColumn,
  ...templateColumns('spec'),
  selectorColumn('spec'),
];

export const replicationControllerColumns = [
  ...replicaSetColumns.slice(0, -1),
  wide(
    text('Selector', 'spec.selector', object =>
      labelsText(objectAt(object, 'spec')?.selector),
    ),
  ),
];

export const statefulSetColumns = [
  nameColumn,
  readyOfDesired,
  ageColumn,
  ...templateColumns('spec'),
];

export const daemonSetColumns = [
  nameColumn,
  integer('Desired', 'status.desiredNumberScheduled', object =>
    count(object, 'status', 'desiredNumberScheduled'),
  ),
  integer('Current', 'status.currentNumberScheduled', object =>
    count(object, 'status', 'currentNumberScheduled'),
  ),
  integer('Ready', 'status.numberReady', object =>
    count(object, 'status', 'numberReady'),
  ),
  integer('Up-to-date', 'status.updatedNumberScheduled', object =>
    count(object, 'status', 'updatedNumberScheduled'),
  ),
  integer('Available', 'status.numberAvailable', object =>
    count(object, 'status', 'numberAvailable'),
  ),
  text('Node Selector', 'spec.template.spec.nodeSelector', object =>
    labelsText(objectAt(object, 'spec', 'template', 'spec')?.nodeSelector),
  ),
  ageColumn,
  ...templateColumns('spec'),
  selectorColumn('spec'),
];

export const jobColumns = [
  nameColumn,
  text('Status', 'Status of the job.', jobStatus),
  text('Completions', 'status.succeeded', completions),
  text('Duration', 'Time required to complete the job.', jobDuration),
  ageColumn,
  ...templateColumns('spec'),
  selectorColumn('spec'),
];

function jobStatus(job: KubeObject): string {
  if (isTrue(job, 'Complete')) return 'Complete';
  if (isTrue(job, 'Failed')) return 'Failed';
  if (job.metadata.deletionTimestamp) return 'Terminating';
  const state = ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(
    type => isTrue(job, type),
  );
  return state ?? 'Running';
}

function completions(job: KubeObject): string {
  const succeeded = count(job, 'status', 'succeeded');
  const wanted = numberAt(job, 'spec', 'completions');
  if (wanted !== undefined) return `${succeeded}/${wanted}`;
  const parallel = count(job, 'spec', 'parallelism');
  return parallel > 1 ? `${succeeded}/1 of ${parallel}` : `${succeeded}/1`;
}

function jobDuration(job: KubeObject, now: number): string {
  const start = stringAt(job, 'status', 'startTime');
  if (!start) return '';
  const end = stringAt(job, 'status', 'completionTime');
  return humanDuration((end ? Date.parse(end) : now) - Date.parse(start));
}

export const cronJobColumns = [
  nameColumn,
  text(
    'Schedule',
    'spec.schedule',
    object => stringAt(object, 'spec', 'schedule') ?? '',
  ),
  text(
    'Timezone',
    'spec.timeZone',
    object => stringAt(object, 'spec', 'timeZone') ?? '<none>',
  ),
  boolean('Suspend', 'spec.suspend', object =>
    objectAt(object, 'spec')?.suspend === true ? 'True' : 'False',
  ),
  integer(
    'Active',
    'status.active',
    object => listAt(object, 'status', 'active').length,
  ),
  text('Last Schedule', 'status.lastScheduleTime', (object, now) => {
    const last = stringAt(object, 'status', 'lastScheduleTime');
    return last ? age(last, now) : '<none>';
  }),
  ageColumn,
  ...templateColumns('spec', 'jobTemplate', 'spec'),
  selectorColumn('spec', 'jobTemplate', 'spec'),
];
