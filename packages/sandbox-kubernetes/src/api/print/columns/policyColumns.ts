import type { KubeObject } from '../../contract';
import {
  numberAt,
  objectAt,
  objectsAt,
  stringAt,
  type JsonObject,
} from '../../jsonValue';
import { ageColumn, nameColumn } from './metadataColumns';
import { count } from './cells';
import { integer, text } from './column';

export const disruptionBudgetColumns = [
  nameColumn,
  text(
    'Min Available',
    'The minimum number of pods that must be available.',
    object => amount(object, 'minAvailable'),
  ),
  text(
    'Max Unavailable',
    'The maximum number of pods that may be unavailable.',
    object => amount(object, 'maxUnavailable'),
  ),
  integer(
    'Allowed Disruptions',
    'Calculated number of pods that may be disrupted at this time.',
    object => count(object, 'status', 'disruptionsAllowed'),
  ),
  ageColumn,
];

function amount(budget: KubeObject, field: string): string {
  return String(objectAt(budget, 'spec')?.[field] ?? 'N/A');
}

export const leaseColumns = [
  nameColumn,
  text(
    'Holder',
    'spec.holderIdentity',
    object => stringAt(object, 'spec', 'holderIdentity') ?? '',
  ),
  ageColumn,
];

export const autoscalerColumns = [
  nameColumn,
  text(
    'Reference',
    'spec.scaleTargetRef',
    object =>
      `${stringAt(object, 'spec', 'scaleTargetRef', 'kind')}/${stringAt(object, 'spec', 'scaleTargetRef', 'name')}`,
  ),
  text('Targets', 'spec.metrics', targets),
  text('MinPods', 'spec.minReplicas', object =>
    String(numberAt(object, 'spec', 'minReplicas') ?? '<unset>'),
  ),
  text('MaxPods', 'spec.maxReplicas', object =>
    count(object, 'spec', 'maxReplicas'),
  ),
  text('Replicas', 'status.currentReplicas', object =>
    count(object, 'status', 'currentReplicas'),
  ),
  ageColumn,
];

const mostMetrics = 2;

function targets(autoscaler: KubeObject): string {
  const metrics = objectsAt(autoscaler, 'spec', 'metrics');
  if (metrics.length === 0) return '<none>';
  const current = objectsAt(autoscaler, 'status', 'currentMetrics');
  const words = metrics.map((metric, index) =>
    metricText(metric, current[index]),
  );
  const shown = words.slice(0, mostMetrics).join(', ');
  return words.length > mostMetrics
    ? `${shown} + ${words.length - mostMetrics} more...`
    : shown;
}

const sources: Record<string, string> = {
  External: 'external',
  Pods: 'pods',
  Object: 'object',
  Resource: 'resource',
  ContainerResource: 'containerResource',
};

function metricText(
  metric: JsonObject,
  status: JsonObject | undefined,
): string {
  const source = sources[String(metric.type)];
  if (!source) return '<unknown type>';
  const target = objectAt(metric, source, 'target') ?? {};
  const now = objectAt(status, source, 'current') ?? {};
  const isResource = source === 'resource' || source === 'containerResource';
  const name = isResource ? `${objectAt(metric, source)?.name}: ` : '';
  if (target.averageValue !== undefined) {
    const average = isResource || source === 'pods' ? '' : ' (avg)';
    return `${name}${now.averageValue ?? '<unknown>'}/${target.averageValue}${average}`;
  }
  if (!isResource) return `${now.value ?? '<unknown>'}/${target.value}`;
  const percent = (value: unknown, none: string) =>
    value === undefined ? none : `${value}%`;
  return `${name}${percent(now.averageUtilization, '<unknown>')}/${percent(target.averageUtilization, '<auto>')}`;
}
