import { builtInKinds, optionalKinds } from '@fhir-on-aks/fhir-view';
import type { ResourceType } from '@fhir-on-aks/kube';
import { FHIR_RESOURCE } from '@fhir-on-aks/plugin-fhir-common';
import { writtenKinds } from './writtenKinds';

/** One rule of a Role or ClusterRole. */
export interface PolicyRule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

const watchOnly = [...builtInKinds, ...optionalKinds].filter(
  type => !writtenKinds.includes(type),
);

/** Every Fhir has them as long as it lives: the garbage collector deletes them, the operator never does. */
const LASTING = ['Deployment', 'Service'];
const lasting = writtenKinds.filter(({ kind }) => LASTING.includes(kind));
const pruned = writtenKinds.filter(({ kind }) => !LASTING.includes(kind));

/**
 * The rights of the operator: in the namespaces that it looks after, or as a ClusterRole when those are all. No
 * wildcard, no content of a Secret is asked for (they are watched as metadata), nothing of Azure.
 */
export const operatorRules: PolicyRule[] = [
  {
    apiGroups: [FHIR_RESOURCE.group],
    resources: [FHIR_RESOURCE.plural],
    verbs: ['get', 'list', 'watch'],
  },
  {
    apiGroups: [FHIR_RESOURCE.group],
    resources: [`${FHIR_RESOURCE.plural}/status`],
    verbs: ['update'],
  },
  {
    // Asked for by the admission plugin OwnerReferencesPermissionEnforcement where it is on, because children block the
    // deletion of their Fhir.
    apiGroups: [FHIR_RESOURCE.group],
    resources: [`${FHIR_RESOURCE.plural}/finalizers`],
    verbs: ['update'],
  },
  ...byGroup(lasting, ['get', 'list', 'watch', 'create', 'patch']),
  ...byGroup(pruned, ['get', 'list', 'watch', 'create', 'patch', 'delete']),
  ...byGroup(watchOnly, ['list', 'watch']),
  { apiGroups: [''], resources: ['secrets'], verbs: ['list', 'watch'] },
  {
    apiGroups: [''],
    resources: ['events'],
    verbs: ['list', 'watch', 'create', 'patch'],
  },
];

/** The right that `features.readinessGate` needs besides. */
export const readinessGateRules: PolicyRule[] = [
  { apiGroups: [''], resources: ['pods/status'], verbs: ['patch'] },
];

/** The rights in the operator's own namespace, for the election of a leader. */
export const leaseRules: PolicyRule[] = [
  {
    apiGroups: ['coordination.k8s.io'],
    resources: ['leases'],
    verbs: ['get', 'create', 'update'],
  },
];

function byGroup(
  types: readonly ResourceType[],
  verbs: string[],
): PolicyRule[] {
  const groups = [...new Set(types.map(({ group }) => group))];
  return groups.map(group => ({
    apiGroups: [group],
    resources: types
      .filter(type => type.group === group)
      .map(({ plural }) => plural)
      .sort(),
    verbs,
  }));
}
