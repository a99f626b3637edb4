import type { KubeObject } from '../../contract';
import { objectsAt, stringAt } from '../../jsonValue';
import { ageColumn, nameColumn } from './metadataColumns';
import { isTrue } from './cells';
import { text, wide } from './column';
import { podStatus } from './podStatus';

export const podColumns = [
  nameColumn,
  text(
    'Ready',
    'The aggregate readiness state of this pod for accepting traffic.',
    (pod, now) => podStatus(pod, now).ready,
  ),
  text(
    'Status',
    'The aggregate status of the containers in this pod.',
    (pod, now) => podStatus(pod, now).status,
  ),
  text(
    'Restarts',
    'The number of times the containers in this pod have been restarted and when the last container in this pod has restarted.',
    (pod, now) => podStatus(pod, now).restarts,
  ),
  ageColumn,
  wide(
    text(
      'IP',
      'status.podIP',
      pod =>
        stringAt(objectsAt(pod, 'status', 'podIPs')[0], 'ip') ||
        stringAt(pod, 'status', 'podIP') ||
        '<none>',
    ),
  ),
  wide(
    text(
      'Node',
      'spec.nodeName',
      pod => stringAt(pod, 'spec', 'nodeName') || '<none>',
    ),
  ),
  wide(
    text(
      'Nominated Node',
      'status.nominatedNodeName',
      pod => stringAt(pod, 'status', 'nominatedNodeName') || '<none>',
    ),
  ),
  wide(text('Readiness Gates', 'spec.readinessGates', gates)),
];

function gates(pod: KubeObject): string {
  const all = objectsAt(pod, 'spec', 'readinessGates');
  if (all.length === 0) return '<none>';
  const open = all.filter(gate => isTrue(pod, String(gate.conditionType)));
  return `${open.length}/${all.length}`;
}
