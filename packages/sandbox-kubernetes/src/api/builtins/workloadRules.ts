import { isObject, objectAt, type JsonObject } from '../jsonValue';
import {
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../schema/fieldErrors';
import type { FieldError } from '../statusError';
import type { TypeRules } from '../types/resourceType';
import { immutable, nonNegative, selectorErrors, selects } from './fieldChecks';
import { defaultPodSpec } from './podDefaults';
import { podTemplateErrors } from './podSpecErrors';
import { ensureObject, setDefaults } from './setDefault';

/** How the API server speaks of a kind when its selector is empty. */
const inWords: Record<string, string> = {
  DaemonSet: 'daemonset',
  StatefulSet: 'statefulset',
};

/** What Deployment, ReplicaSet, StatefulSet and DaemonSet have in common: a selector that stays and fits the template. */
function workload(
  kind: string,
  defaults: (spec: JsonObject) => void,
  validate: (spec: JsonObject, old: JsonObject | undefined) => FieldError[],
): TypeRules {
  return {
    defaults: object => {
      const spec = ensureObject(object, 'spec');
      defaults(spec);
      defaultTemplate(spec);
    },
    initialStatus: () => (kind === 'Deployment' ? {} : firstStatus(kind)),
    validate: (object, old) => {
      const spec = objectAt(object, 'spec') ?? {};
      const before = old && objectAt(old, 'spec');
      return [
        ...nonNegative(
          spec,
          'spec',
          'replicas',
          'minReadySeconds',
          'revisionHistoryLimit',
        ),
        ...selectorAndTemplateErrors(
          spec,
          before,
          inWords[kind] ?? 'deployment',
        ),
        ...validate(spec, before),
      ];
    },
  };
}

function firstStatus(kind: string): JsonObject {
  return kind === 'DaemonSet'
    ? {
        currentNumberScheduled: 0,
        desiredNumberScheduled: 0,
        numberMisscheduled: 0,
        numberReady: 0,
      }
    : { replicas: 0 };
}

/** The pod template of a workload or a job. */
export function defaultTemplate(spec: JsonObject): void {
  const template = ensureObject(spec, 'template');
  ensureObject(template, 'metadata');
  defaultPodSpec(ensureObject(template, 'spec'));
}

function selectorAndTemplateErrors(
  spec: JsonObject,
  old: JsonObject | undefined,
  what: string,
): FieldError[] {
  const { selector } = spec;
  const labels = objectAt(spec, 'template', 'metadata')?.labels ?? null;
  const misfit = invalidValue(
    'spec.template.metadata.labels',
    labels,
    '`selector` does not match template `labels`',
  );
  const template = podTemplateErrors(spec.template, 'spec.template');
  if (!isObject(selector)) {
    return [required('spec.selector'), misfit, ...template];
  }
  const errors = selectorErrors('spec.selector', selector);
  if (Object.keys(selector).length === 0) {
    errors.push(
      invalidValue(
        'spec.selector',
        selector,
        `empty selector is invalid for ${what}`,
      ),
    );
  }
  if (errors.length === 0 && !selects(selector, labels)) errors.push(misfit);
  return [
    ...errors,
    ...template,
    ...alwaysRestarts(spec),
    ...(old ? immutable('spec.selector', selector, old.selector) : []),
  ];
}

function alwaysRestarts(spec: JsonObject): FieldError[] {
  const policy = objectAt(spec, 'template', 'spec')?.restartPolicy;
  return policy === 'OnFailure' || policy === 'Never'
    ? [notSupported('spec.template.spec.restartPolicy', policy, ['Always'])]
    : [];
}

export const deploymentRules = workload(
  'Deployment',
  spec => {
    const strategy = ensureObject(spec, 'strategy');
    setDefaults(strategy, { type: 'RollingUpdate' });
    if (strategy.type === 'RollingUpdate') {
      setDefaults(ensureObject(strategy, 'rollingUpdate'), {
        maxUnavailable: '25%',
        maxSurge: '25%',
      });
    }
    setDefaults(spec, {
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
    });
  },
  spec => [...strategyErrors(spec), ...deadlineErrors(spec)],
);

function strategyErrors(spec: JsonObject): FieldError[] {
  const strategy = objectAt(spec, 'strategy') ?? {};
  const path = 'spec.strategy';
  if (strategy.type === 'Recreate') {
    return strategy.rollingUpdate === undefined
      ? []
      : [
          forbiddenField(
            `${path}.rollingUpdate`,
            "may not be specified when strategy `type` is 'Recreate'",
          ),
        ];
  }
  if (strategy.type !== 'RollingUpdate') {
    return [notSupported(path, strategy, ['Recreate', 'RollingUpdate'])];
  }
  const { maxUnavailable, maxSurge } =
    objectAt(strategy, 'rollingUpdate') ?? {};
  const isNone = (amount: unknown) => amount === 0 || amount === '0%';
  return isNone(maxUnavailable) && isNone(maxSurge)
    ? [
        invalidValue(
          `${path}.rollingUpdate.maxUnavailable`,
          maxUnavailable,
          'may not be 0 when `maxSurge` is 0',
        ),
      ]
    : [];
}

function deadlineErrors(spec: JsonObject): FieldError[] {
  const path = 'spec.progressDeadlineSeconds';
  const deadline = Number(spec.progressDeadlineSeconds);
  if (deadline > Number(spec.minReadySeconds ?? 0)) return [];
  return [
    ...nonNegative(spec, 'spec', 'progressDeadlineSeconds'),
    invalidValue(path, deadline, 'must be greater than minReadySeconds'),
  ];
}

export const replicaSetRules = workload(
  'ReplicaSet',
  spec => setDefaults(spec, { replicas: 1 }),
  () => [],
);

export const daemonSetRules = workload(
  'DaemonSet',
  spec => {
    const strategy = ensureObject(spec, 'updateStrategy');
    setDefaults(strategy, { type: 'RollingUpdate' });
    if (strategy.type === 'RollingUpdate') {
      setDefaults(ensureObject(strategy, 'rollingUpdate'), {
        maxUnavailable: 1,
        maxSurge: 0,
      });
    }
    setDefaults(spec, { revisionHistoryLimit: 10 });
  },
  () => [],
);

export const statefulSetRules = workload(
  'StatefulSet',
  spec => {
    const strategy = ensureObject(spec, 'updateStrategy');
    setDefaults(strategy, { type: 'RollingUpdate' });
    if (strategy.type === 'RollingUpdate') {
      setDefaults(ensureObject(strategy, 'rollingUpdate'), { partition: 0 });
    }
    setDefaults(ensureObject(spec, 'persistentVolumeClaimRetentionPolicy'), {
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
    });
    setDefaults(spec, {
      podManagementPolicy: 'OrderedReady',
      replicas: 1,
      revisionHistoryLimit: 10,
    });
  },
  (spec, old) =>
    old
      ? ['serviceName', 'podManagementPolicy', 'volumeClaimTemplates'].flatMap(
          field => immutable(`spec.${field}`, spec[field], old[field]),
        )
      : [],
);
