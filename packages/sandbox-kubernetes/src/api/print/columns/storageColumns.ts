import type { KubeObject } from '../../contract';
import { objectAt, stringAt } from '../../jsonValue';
import { ageColumn, nameColumn } from './metadataColumns';
import { accessModes, nameOrDefault } from './cells';
import { text, wide } from './column';

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
