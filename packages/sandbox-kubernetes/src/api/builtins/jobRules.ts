import type { KubeObject } from '../contract';
import { isObject, objectAt, stringAt, type JsonObject } from '../jsonValue';
import { invalidValue, notSupported, required } from '../schema/fieldErrors';
import type { FieldError } from '../statusError';
import type { TypeRules } from '../types/resourceType';
import { immutable, nonNegative, oneOf, selects } from './fieldChecks';
import { podTemplateErrors } from './podSpecErrors';
import { ensureObject, setDefaults } from './setDefault';
import { defaultTemplate } from './workloadRules';

/** A Job: its selector is made from its uid, its template is fixed. */
export const jobRules: TypeRules = {
  defaults: (object, old) => {
    const spec = ensureObject(object, 'spec');
    defaultJobSpec(spec);
    if (!old && spec.manualSelector === false) generateSelector(object, spec);
    copyLabels(object, spec);
  },
  initialStatus: () => ({}),
  validate: (object, old) => {
    const spec = objectAt(object, 'spec') ?? {};
    return [
      ...jobSpecErrors(spec, 'spec'),
      ...selectorErrors(spec),
      ...(old ? changeErrors(spec, old) : []),
    ];
  },
};

export const cronJobRules: TypeRules = {
  defaults: object => {
    const spec = ensureObject(object, 'spec');
    setDefaults(spec, {
      concurrencyPolicy: 'Allow',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    });
    const template = ensureObject(spec, 'jobTemplate');
    ensureObject(template, 'metadata');
    defaultTemplate(ensureObject(template, 'spec'));
  },
  initialStatus: () => ({}),
  validate: object => {
    const spec = objectAt(object, 'spec') ?? {};
    const job = objectAt(spec, 'jobTemplate', 'spec') ?? {};
    const path = 'spec.jobTemplate.spec';
    return [
      ...(spec.schedule ? [] : [required('spec.schedule')]),
      ...oneOf('spec.concurrencyPolicy', spec.concurrencyPolicy, [
        'Allow',
        'Forbid',
        'Replace',
      ]),
      ...jobSpecErrors(job, path),
    ];
  },
};

function defaultJobSpec(spec: JsonObject): void {
  if (spec.completions === undefined && spec.parallelism === undefined) {
    spec.completions = 1;
  }
  const hasPolicy = spec.podFailurePolicy !== undefined;
  setDefaults(spec, {
    parallelism: 1,
    backoffLimit: spec.backoffLimitPerIndex === undefined ? 6 : 2 ** 31 - 1,
    completionMode: 'NonIndexed',
    suspend: false,
    podReplacementPolicy: hasPolicy ? 'Failed' : 'TerminatingOrFailed',
    manualSelector: false,
  });
  defaultTemplate(spec);
}

const controllerUid = 'batch.kubernetes.io/controller-uid';

function generateSelector(object: JsonObject, spec: JsonObject): void {
  const name = stringAt(object, 'metadata', 'name');
  const uid = stringAt(object, 'metadata', 'uid');
  const meta = ensureObject(ensureObject(spec, 'template'), 'metadata');
  setDefaults(ensureObject(meta, 'labels'), {
    'job-name': name,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    [controllerUid]: uid,
  });
  const selector = ensureObject(spec, 'selector');
  setDefaults(ensureObject(selector, 'matchLabels'), { [controllerUid]: uid });
}

function copyLabels(object: JsonObject, spec: JsonObject): void {
  const meta = ensureObject(object, 'metadata');
  const labels = objectAt(spec, 'template', 'metadata', 'labels');
  const has = isObject(meta.labels) && Object.keys(meta.labels).length > 0;
  if (labels && !has) meta.labels = { ...labels };
}

function jobSpecErrors(spec: JsonObject, path: string): FieldError[] {
  const policy = objectAt(spec, 'template', 'spec')?.restartPolicy;
  const policyPath = `${path}.template.spec.restartPolicy`;
  return [
    ...nonNegative(
      spec,
      path,
      'parallelism',
      'completions',
      'activeDeadlineSeconds',
      'backoffLimit',
      'ttlSecondsAfterFinished',
    ),
    ...oneOf(`${path}.completionMode`, spec.completionMode, [
      'NonIndexed',
      'Indexed',
    ]),
    ...podTemplateErrors(spec.template, `${path}.template`),
    ...(policy === 'Always'
      ? [notSupported(policyPath, policy, ['OnFailure', 'Never'])]
      : []),
  ];
}

function selectorErrors(spec: JsonObject): FieldError[] {
  const { selector } = spec;
  if (!isObject(selector)) return [required('spec.selector')];
  const labels = objectAt(spec, 'template', 'metadata')?.labels;
  return selects(selector, labels)
    ? []
    : [
        invalidValue(
          'spec.template.metadata.labels',
          labels ?? null,
          '`selector` does not match template `labels`',
        ),
      ];
}

const fixed = [
  'completions',
  'selector',
  'completionMode',
  'podFailurePolicy',
  'backoffLimitPerIndex',
  'managedBy',
  'successPolicy',
];

function changeErrors(spec: JsonObject, old: KubeObject): FieldError[] {
  const before = objectAt(old, 'spec') ?? {};
  return [
    ...fixed.flatMap(field =>
      immutable(`spec.${field}`, spec[field], before[field]),
    ),
    ...templateErrors(spec, before, old),
  ];
}

/** A suspended job that has not begun may still change where its pods run. */
function templateErrors(
  spec: JsonObject,
  before: JsonObject,
  old: KubeObject,
): FieldError[] {
  const hasBegun = objectAt(old, 'status')?.startTime !== undefined;
  if (before.suspend !== true || hasBegun) {
    return immutable('spec.template', spec.template, before.template);
  }
  const podSpec = objectAt(spec, 'template', 'spec') ?? {};
  return immutable(
    'spec.template.spec',
    withoutPlacement(podSpec),
    withoutPlacement(objectAt(before, 'template', 'spec') ?? {}),
  );
}

function withoutPlacement(podSpec: JsonObject): JsonObject {
  const {
    nodeSelector: _nodeSelector,
    tolerations: _tolerations,
    affinity: _affinity,
    schedulingGates: _gates,
    ...rest
  } = podSpec;
  return rest;
}
