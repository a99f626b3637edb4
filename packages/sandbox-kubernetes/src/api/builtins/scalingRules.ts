import {
  isObject,
  listAt,
  objectAt,
  objectsAt,
  type JsonObject,
} from '../jsonValue';
import { forbiddenField, invalidValue, required } from '../schema/fieldErrors';
import type { FieldError } from '../statusError';
import type { TypeRules } from '../types/resourceType';
import { oneOf, selectorErrors } from './fieldChecks';
import { ensureObject, setDefaults } from './setDefault';

const policyPeriod = 15;

/** autoscaling/v2; source: pkg/apis/autoscaling. */
export const autoscalerRules: TypeRules = {
  defaults: object => {
    const spec = ensureObject(object, 'spec');
    setDefaults(spec, { minReplicas: 1 });
    if (listAt(spec, 'metrics').length === 0) {
      spec.metrics = [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: { type: 'Utilization', averageUtilization: 80 },
          },
        },
      ];
    }
    const behavior = objectAt(spec, 'behavior');
    if (behavior) defaultBehavior(behavior);
  },
  initialStatus: () => ({ currentMetrics: null, desiredReplicas: 0 }),
  validate: object => {
    const spec = objectAt(object, 'spec') ?? {};
    return [
      ...replicaErrors(spec),
      ...targetErrors(spec),
      ...metricErrors(spec),
    ];
  },
};

function defaultBehavior(behavior: JsonObject): void {
  const percent = { type: 'Percent', value: 100, periodSeconds: policyPeriod };
  const pods = { type: 'Pods', value: 4, periodSeconds: policyPeriod };
  setDefaults(ensureObject(behavior, 'scaleUp'), {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [pods, percent],
  });
  setDefaults(ensureObject(behavior, 'scaleDown'), {
    selectPolicy: 'Max',
    policies: [percent],
  });
}

function replicaErrors(spec: JsonObject): FieldError[] {
  const most = Number(spec.maxReplicas ?? 0);
  const least = Number(spec.minReplicas);
  const errors: FieldError[] = [];
  if (least < 1) {
    errors.push(
      invalidValue(
        'spec.minReplicas',
        least,
        'must be greater than or equal to 1',
      ),
    );
  }
  if (most === 0)
    errors.push(required('spec.maxReplicas', 'must be set and greater than 0'));
  else if (most < 0) {
    errors.push(
      invalidValue(
        'spec.maxReplicas',
        most,
        'must be greater than or equal to 1',
      ),
    );
  }
  if (most < least) {
    errors.push(
      invalidValue(
        'spec.maxReplicas',
        most,
        'must be greater than or equal to `minReplicas`',
      ),
    );
  }
  return errors;
}

function targetErrors(spec: JsonObject): FieldError[] {
  const target = objectAt(spec, 'scaleTargetRef') ?? {};
  return ['kind', 'name']
    .filter(field => !target[field])
    .map(field => required(`spec.scaleTargetRef.${field}`));
}

const sources: Record<string, string> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

function metricErrors(spec: JsonObject): FieldError[] {
  return objectsAt(spec, 'metrics').flatMap((metric, index) => {
    const path = `spec.metrics[${index}]`;
    if (!metric.type)
      return [required(`${path}.type`, 'must specify a metric source type')];
    const source = sources[String(metric.type)];
    if (!source)
      return oneOf(`${path}.type`, metric.type, Object.keys(sources));
    return isObject(metric[source])
      ? []
      : [
          required(
            `${path}.${source}`,
            `must populate information for the given metric source`,
          ),
        ];
  });
}

/** policy/v1; source: pkg/apis/policy. */
export const disruptionBudgetRules: TypeRules = {
  initialStatus: () => ({
    currentHealthy: 0,
    desiredHealthy: 0,
    disruptionsAllowed: 0,
    expectedPods: 0,
  }),
  validate: object => {
    const spec = objectAt(object, 'spec') ?? {};
    return [
      ...(spec.minAvailable !== undefined && spec.maxUnavailable !== undefined
        ? [
            invalidValue(
              'spec',
              spec,
              'minAvailable and maxUnavailable cannot be both set',
            ),
          ]
        : []),
      ...['minAvailable', 'maxUnavailable'].flatMap(field =>
        amountErrors(`spec.${field}`, spec[field]),
      ),
      ...selectorErrors('spec.selector', spec.selector),
      ...oneOf(
        'spec.unhealthyPodEvictionPolicy',
        spec.unhealthyPodEvictionPolicy,
        ['AlwaysAllow', 'IfHealthyBudget'],
      ),
    ];
  },
};

function amountErrors(path: string, amount: unknown): FieldError[] {
  if (amount === undefined) return [];
  if (typeof amount === 'number') {
    return amount < 0
      ? [invalidValue(path, amount, 'must be greater than or equal to 0')]
      : [];
  }
  const percent = /^(\d+)%$/.exec(String(amount))?.[1];
  if (percent === undefined) {
    return [
      invalidValue(
        path,
        amount,
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
      ),
    ];
  }
  return Number(percent) > 100
    ? [invalidValue(path, amount, 'must not be greater than 100%')]
    : [];
}

/** coordination.k8s.io/v1 Lease. */
export const leaseRules: TypeRules = {
  defaults: object => void ensureObject(object, 'spec'),
  validate: object => {
    const spec = objectAt(object, 'spec') ?? {};
    const { leaseDurationSeconds: duration, leaseTransitions: transitions } =
      spec;
    const errors: FieldError[] = [];
    if (duration !== undefined && Number(duration) <= 0) {
      errors.push(
        invalidValue(
          'spec.leaseDurationSeconds',
          duration,
          'must be greater than 0',
        ),
      );
    }
    if (transitions !== undefined && Number(transitions) < 0) {
      errors.push(
        invalidValue(
          'spec.leaseTransitions',
          transitions,
          'must be greater than or equal to 0',
        ),
      );
    }
    if (spec.preferredHolder && !spec.strategy) {
      errors.push(
        forbiddenField(
          'spec.preferredHolder',
          'may only be specified if `strategy` is defined',
        ),
      );
    }
    return errors;
  },
};
