import type { KubeObject } from '../../contract';
import { listAt, objectAt, stringAt } from '../../jsonValue';
import { ageColumn, nameColumn } from './metadataColumns';
import { count, entries } from './cells';
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
