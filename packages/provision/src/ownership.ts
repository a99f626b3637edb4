import {
  ANNOTATIONS,
  FIELD_MANAGERS,
  instanceId,
  type Ownership,
  type ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';

/** Tag keys of a managed identity that is ours; a key may not contain `<>%&\?/` (Azure Resource Manager). */
const IDENTITY_TAGS = {
  managedBy: 'managed-by',
  instance: 'fhir-instance',
  /** Uid of the cluster, that of its kube-system namespace: two clusters may have the same name. */
  clusterUid: 'fhir-cluster-uid',
} as const;

/** The tags of the identity of one FHIR server. */
export function identityTags(
  target: ProvisionTarget,
  clusterUid: string | undefined,
): Record<string, string> {
  return {
    [IDENTITY_TAGS.managedBy]: FIELD_MANAGERS.provision,
    [IDENTITY_TAGS.instance]: instanceId(target),
    ...(clusterUid && { [IDENTITY_TAGS.clusterUid]: clusterUid }),
  };
}

/** Whether an identity was made for exactly this FHIR server. */
export function ownsIdentity(
  tags: Record<string, string>,
  target: ProvisionTarget,
  clusterUid: string | undefined,
): boolean {
  const taggedUid = tags[IDENTITY_TAGS.clusterUid];
  return (
    tags[IDENTITY_TAGS.managedBy] === FIELD_MANAGERS.provision &&
    tags[IDENTITY_TAGS.instance] === instanceId(target) &&
    (!taggedUid || !clusterUid || taggedUid === clusterUid)
  );
}

/** Who owns a Fhir, as annotations. */
export function ownershipAnnotations(
  ownership: Ownership,
): Record<string, string> {
  return Object.fromEntries(
    (['owner', 'system', 'title', 'description'] as const).flatMap(key => {
      const value = ownership[key];
      return value === undefined ? [] : [[ANNOTATIONS[key], value]];
    }),
  );
}
