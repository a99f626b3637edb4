import type { KubeObject } from '../../contract';
import { objectAt, objectsAt, stringAt } from '../../jsonValue';
import { ageColumn, nameColumn } from './metadataColumns';
import { isTrue } from './cells';
import { text, wide } from './column';

export const nodeColumns = [
  nameColumn,
  text('Status', 'The status of the node', nodeStatus),
  text('Roles', 'The roles of the node', nodeRoles),
  ageColumn,
  text(
    'Version',
    'status.nodeInfo.kubeletVersion',
    node => stringAt(node, 'status', 'nodeInfo', 'kubeletVersion') ?? '',
  ),
  wide(
    text('Internal-IP', 'status.addresses', node =>
      nodeAddress(node, 'InternalIP'),
    ),
  ),
  wide(
    text('External-IP', 'status.addresses', node =>
      nodeAddress(node, 'ExternalIP'),
    ),
  ),
  wide(
    text(
      'OS-Image',
      'status.nodeInfo.osImage',
      node => stringAt(node, 'status', 'nodeInfo', 'osImage') || '<unknown>',
    ),
  ),
  wide(text('Kernel-Version', 'status.nodeInfo.kernelVersion', kernel)),
  wide(
    text(
      'Container-Runtime',
      'status.nodeInfo.containerRuntimeVersion',
      node =>
        stringAt(node, 'status', 'nodeInfo', 'containerRuntimeVersion') ||
        '<unknown>',
    ),
  ),
];

function nodeStatus(node: KubeObject): string {
  const knows = objectsAt(node, 'status', 'conditions').some(
    one => one.type === 'Ready',
  );
  const readiness = isTrue(node, 'Ready') ? 'Ready' : 'NotReady';
  const words = [knows ? readiness : 'Unknown'];
  if (objectAt(node, 'spec')?.unschedulable === true)
    words.push('SchedulingDisabled');
  return words.join(',');
}

function nodeRoles(node: KubeObject): string {
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.entries(node.metadata.labels ?? {}).flatMap(
    ([key, value]) => {
      if (key.startsWith(prefix)) return key.slice(prefix.length) || [];
      return key === 'kubernetes.io/role' && value ? value : [];
    },
  );
  return [...new Set(roles)].sort().join(',') || '<none>';
}

function nodeAddress(node: KubeObject, type: string): string {
  const found = objectsAt(node, 'status', 'addresses').find(
    one => one.type === type,
  );
  return stringAt(found, 'address') ?? '<none>';
}

function kernel(node: KubeObject): string {
  const version =
    stringAt(node, 'status', 'nodeInfo', 'kernelVersion') || '<unknown>';
  const architecture = stringAt(node, 'status', 'nodeInfo', 'architecture');
  return architecture ? `${version} (${architecture})` : version;
}
