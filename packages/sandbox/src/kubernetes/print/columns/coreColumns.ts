import type { KubeObject } from '../../contract';
import { listAt, objectAt, objectsAt, stringAt } from '../../jsonValue';
import { age } from '../humanDuration';
import { ageColumn, nameColumn } from './metadataColumns';
import { accessModes, count, entries, isTrue, nameOrDefault } from './cells';
import { boolean, integer, text, wide } from './column';

export const namespaceColumns = [
  nameColumn,
  text(
    'Status',
    'The status of the namespace',
    object => stringAt(object, 'status', 'phase') ?? '',
  ),
  ageColumn,
];

export const configMapColumns = [
  nameColumn,
  text('Data', 'data', object => entries(object, 'data', 'binaryData')),
  ageColumn,
];

export const secretColumns = [
  nameColumn,
  text('Type', 'type', object => object.type),
  text('Data', 'data', object => entries(object, 'data')),
  ageColumn,
];

export const serviceAccountColumns = [nameColumn, ageColumn];

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

export const eventColumns = [
  text('Last Seen', 'lastTimestamp', lastSeen),
  text('Type', 'type', event => event.type ?? ''),
  text('Reason', 'reason', event => event.reason ?? ''),
  text('Object', 'involvedObject', eventObject),
  wide(
    text(
      'Subobject',
      'involvedObject.fieldPath',
      event => stringAt(event, 'involvedObject', 'fieldPath') ?? '',
    ),
  ),
  wide(text('Source', 'source', eventSource)),
  text('Message', 'message', event =>
    (stringAt(event, 'message') ?? stringAt(event, 'note') ?? '').trim(),
  ),
  wide(text('First Seen', 'firstTimestamp', firstSeen)),
  wide(
    text(
      'Count',
      'count',
      event => objectAt(event, 'series')?.count ?? event.count ?? 1,
    ),
  ),
  wide(nameColumn),
];

function firstSeen(event: KubeObject, now: number): string {
  return age(
    event.firstTimestamp ?? event.deprecatedFirstTimestamp ?? event.eventTime,
    now,
  );
}

function lastSeen(event: KubeObject, now: number): string {
  const last =
    stringAt(event, 'series', 'lastObservedTime') ??
    event.lastTimestamp ??
    event.deprecatedLastTimestamp;
  return last ? age(last, now) : firstSeen(event, now);
}

function eventObject(event: KubeObject): string {
  const { kind = '', name } =
    objectAt(event, 'involvedObject') ?? objectAt(event, 'regarding') ?? {};
  const word = String(kind).toLowerCase();
  return name ? `${word}/${name}` : word;
}

function eventSource(event: KubeObject): string {
  const { component, host } =
    objectAt(event, 'source') ?? objectAt(event, 'deprecatedSource') ?? {};
  const words = [
    component || event.reportingComponent || event.reportingController,
    host || event.reportingInstance,
  ];
  return words.filter(Boolean).join(', ');
}

export const persistentVolumeClaimColumns = [
  nameColumn,
  text('Status', 'status.phase', object =>
    object.metadata.deletionTimestamp
      ? 'Terminating'
      : (stringAt(object, 'status', 'phase') ?? ''),
  ),
  text(
    'Volume',
    'spec.volumeName',
    object => stringAt(object, 'spec', 'volumeName') ?? '',
  ),
  text(
    'Capacity',
    'status.capacity',
    object => stringAt(object, 'status', 'capacity', 'storage') ?? '',
  ),
  text('Access Modes', 'status.accessModes', object =>
    accessModes(object, 'status', 'accessModes'),
  ),
  text(
    'StorageClass',
    'StorageClass of the pvc',
    object => stringAt(object, 'spec', 'storageClassName') ?? '',
  ),
  text(
    'VolumeAttributesClass',
    'VolumeAttributesClass of the pvc',
    object =>
      stringAt(object, 'spec', 'volumeAttributesClassName') ?? '<unset>',
  ),
  ageColumn,
  wide(
    text(
      'VolumeMode',
      'spec.volumeMode',
      object => stringAt(object, 'spec', 'volumeMode') ?? '<unset>',
    ),
  ),
];

export const persistentVolumeColumns = [
  nameColumn,
  text(
    'Capacity',
    'spec.capacity',
    object => stringAt(object, 'spec', 'capacity', 'storage') ?? '0',
  ),
  text('Access Modes', 'spec.accessModes', object =>
    accessModes(object, 'spec', 'accessModes'),
  ),
  text(
    'Reclaim Policy',
    'spec.persistentVolumeReclaimPolicy',
    object => stringAt(object, 'spec', 'persistentVolumeReclaimPolicy') ?? '',
  ),
  text('Status', 'status.phase', object =>
    object.metadata.deletionTimestamp
      ? 'Terminating'
      : (stringAt(object, 'status', 'phase') ?? ''),
  ),
  text('Claim', 'spec.claimRef', object => {
    const claim = objectAt(object, 'spec', 'claimRef');
    return claim ? `${claim.namespace}/${claim.name}` : '';
  }),
  text(
    'StorageClass',
    'StorageClass of the pv',
    object => stringAt(object, 'spec', 'storageClassName') ?? '',
  ),
  text(
    'VolumeAttributesClass',
    'VolumeAttributesClass of the pv',
    object =>
      stringAt(object, 'spec', 'volumeAttributesClassName') ?? '<unset>',
  ),
  text(
    'Reason',
    'status.reason',
    object => stringAt(object, 'status', 'reason') ?? '',
  ),
  ageColumn,
  wide(
    text(
      'VolumeMode',
      'spec.volumeMode',
      object => stringAt(object, 'spec', 'volumeMode') ?? '<unset>',
    ),
  ),
];

export const resourceQuotaColumns = [
  nameColumn,
  text(
    'Request',
    'Request represents a minimum amount of cpu/memory that a container may consume.',
    object => quotaText(object, false),
  ),
  text(
    'Limit',
    'Limits control the maximum amount of cpu/memory that a container may use independent of contention on the node.',
    object => quotaText(object, true),
  ),
  ageColumn,
];

function quotaText(quota: KubeObject, limits: boolean): string {
  const used = objectAt(quota, 'status', 'used') ?? {};
  return Object.entries(objectAt(quota, 'status', 'hard') ?? {})
    .filter(([name]) => name.startsWith('limits.') === limits)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, hard]) => `${name}: ${used[name] ?? 0}/${hard}`)
    .join(', ');
}

export const storageClassColumns = [
  {
    ...nameColumn,
    cell: (object: KubeObject) =>
      nameOrDefault(object, 'storageclass.kubernetes.io/is-default-class'),
  },
  text('Provisioner', 'provisioner', object => object.provisioner),
  text(
    'ReclaimPolicy',
    'reclaimPolicy',
    object => object.reclaimPolicy ?? 'Delete',
  ),
  text(
    'VolumeBindingMode',
    'volumeBindingMode',
    object => object.volumeBindingMode ?? 'Immediate',
  ),
  text(
    'AllowVolumeExpansion',
    'allowVolumeExpansion',
    object => object.allowVolumeExpansion === true,
  ),
  ageColumn,
];

export const priorityClassColumns = [
  nameColumn,
  integer('Value', 'value', object => count(object, 'value')),
  boolean(
    'Global-Default',
    'globalDefault',
    object => object.globalDefault === true,
  ),
  ageColumn,
  text(
    'PreemptionPolicy',
    'preemptionPolicy',
    object => object.preemptionPolicy ?? '',
  ),
];

export const controllerRevisionColumns = [
  nameColumn,
  text('Controller', 'Controller of the object', object => {
    const owner = object.metadata.ownerReferences?.find(one => one.controller);
    if (!owner) return '<none>';
    const [group] = owner.apiVersion.split('/');
    return `${owner.kind.toLowerCase()}${owner.apiVersion.includes('/') ? `.${group}` : ''}/${owner.name}`;
  }),
  text('Revision', 'revision', object => count(object, 'revision')),
  ageColumn,
];

export const bindingColumns = [
  nameColumn,
  text(
    'Role',
    'RoleRef can reference a Role in the current namespace or a ClusterRole in the global namespace. If the RoleRef cannot be resolved, the Authorizer must return an error.',
    object =>
      `${stringAt(object, 'roleRef', 'kind')}/${stringAt(object, 'roleRef', 'name')}`,
  ),
  ageColumn,
  wide(
    text('Users', 'Users in the roleBinding', object =>
      subjects(object, 'User'),
    ),
  ),
  wide(
    text('Groups', 'Groups in the roleBinding', object =>
      subjects(object, 'Group'),
    ),
  ),
  wide(
    text('ServiceAccounts', 'ServiceAccounts in the roleBinding', object =>
      subjects(object, 'ServiceAccount'),
    ),
  ),
];

function subjects(binding: KubeObject, kind: string): string {
  return listAt(binding, 'subjects')
    .filter(subject => stringAt(subject, 'kind') === kind)
    .map(subject => {
      const name = stringAt(subject, 'name') ?? '';
      return kind === 'ServiceAccount'
        ? `${stringAt(subject, 'namespace') ?? ''}/${name}`
        : name;
    })
    .join(', ');
}
