import {
  isObject,
  listAt,
  objectAt,
  objectsAt,
  stringAt,
  type JsonObject,
} from '../jsonValue';
import { invalidValue, required } from '../schema/fieldErrors';
import type { FieldError } from '../statusError';
import type { TypeRules } from '../types/resourceType';
import { dnsLabel, immutable, oneOf } from './fieldChecks';
import { ensureObject, setDefaults } from './setDefault';

export const namespaceRules: TypeRules = {
  defaults: (object, old) => {
    const meta = ensureObject(object, 'metadata');
    ensureObject(meta, 'labels')['kubernetes.io/metadata.name'] = meta.name;
    const spec = ensureObject(object, 'spec');
    // Only `finalize` takes this finalizer off again.
    if (!old) setDefaults(spec, { finalizers: ['kubernetes'] });
    else spec.finalizers = objectAt(old, 'spec')?.finalizers;
    if (spec.finalizers === undefined) delete spec.finalizers;
  },
  initialStatus: () => ({ phase: 'Active' }),
};

export const nodeRules: TypeRules = {
  defaults: object => {
    ensureObject(object, 'spec');
    const status = objectAt(object, 'status');
    if (status?.capacity) setDefaults(status, { allocatable: status.capacity });
  },
};

/** core/v1 accepts almost every event, but not one in another namespace than its object. */
export const eventRules: TypeRules = {
  validate: object => {
    const path = 'involvedObject.namespace';
    const of =
      stringAt(object, 'involvedObject', 'namespace') ??
      stringAt(object, 'regarding', 'namespace') ??
      '';
    const own = stringAt(object, 'metadata', 'namespace') ?? '';
    if (of === '' ? own === 'default' : of === own) return [];
    return [invalidValue(path, of, 'does not match event.namespace')];
  },
};

export const persistentVolumeClaimRules: TypeRules = {
  defaults: object => {
    setDefaults(ensureObject(object, 'spec'), { volumeMode: 'Filesystem' });
  },
  initialStatus: () => ({ phase: 'Pending' }),
  validate: object => {
    const spec = objectAt(object, 'spec') ?? {};
    const storage = objectAt(spec, 'resources', 'requests')?.storage;
    return [
      ...(listAt(spec, 'accessModes').length > 0
        ? []
        : [required('spec.accessModes', 'at least 1 access mode is required')]),
      ...(storage === undefined ? [required('spec.resources[storage]')] : []),
    ];
  },
};

export const persistentVolumeRules: TypeRules = {
  defaults: object => {
    setDefaults(ensureObject(object, 'spec'), {
      persistentVolumeReclaimPolicy: 'Retain',
      volumeMode: 'Filesystem',
    });
  },
  initialStatus: () => ({ phase: 'Pending' }),
};

export const endpointSliceRules: TypeRules = {
  defaults: object => {
    for (const port of objectsAt(object, 'ports')) {
      setDefaults(port, { name: '', protocol: 'TCP' });
    }
    for (const endpoint of objectsAt(object, 'endpoints')) {
      setDefaults(endpoint, { conditions: {} });
    }
    // The field is a list in every EndpointSlice, even an empty one.
    for (const field of ['endpoints', 'ports']) {
      if (object[field] === undefined) object[field] = null;
    }
  },
  validate: (object, old) => {
    const families = ['FQDN', 'IPv4', 'IPv6'];
    return [
      ...(object.addressType
        ? oneOf('addressType', object.addressType, families)
        : [required('addressType')]),
      ...objectsAt(object, 'ports').flatMap((port, index) =>
        port.name ? dnsLabel(`ports[${index}].name`, port.name) : [],
      ),
      ...objectsAt(object, 'endpoints').flatMap((endpoint, index) =>
        addressErrors(endpoint, `endpoints[${index}].addresses`),
      ),
      ...(old
        ? immutable('addressType', object.addressType, old.addressType)
        : []),
    ];
  },
};

function addressErrors(endpoint: JsonObject, path: string): FieldError[] {
  return listAt(endpoint, 'addresses').length > 0
    ? []
    : [required(path, 'must contain at least 1 address')];
}

/** RoleBinding and ClusterRoleBinding: the role they give cannot change. */
export const bindingRules: TypeRules = {
  defaults: object => {
    for (const subject of objectsAt(object, 'subjects')) {
      if (subject.kind === 'User' || subject.kind === 'Group') {
        setDefaults(subject, { apiGroup: 'rbac.authorization.k8s.io' });
      }
    }
    const role = objectAt(object, 'roleRef');
    if (role) setDefaults(role, { apiGroup: 'rbac.authorization.k8s.io' });
  },
  validate: (object, old) => [
    ...(isObject(object.roleRef) && object.roleRef.name
      ? []
      : [required('roleRef.name')]),
    ...(old
      ? immutable('roleRef', object.roleRef, old.roleRef).map(error => ({
          ...error,
          message: error.message.replace(
            'field is immutable',
            'cannot change roleRef',
          ),
        }))
      : []),
  ],
};

export const storageClassRules: TypeRules = {
  defaults: object =>
    setDefaults(object, {
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'Immediate',
    }),
  validate: (object, old) => [
    ...(object.provisioner ? [] : [required('provisioner')]),
    ...(old
      ? immutable('provisioner', object.provisioner, old.provisioner)
      : []),
  ],
};

export const priorityClassRules: TypeRules = {
  defaults: object =>
    setDefaults(object, { preemptionPolicy: 'PreemptLowerPriority', value: 0 }),
  validate: (object, old) =>
    old ? immutable('value', object.value, old.value) : [],
};
