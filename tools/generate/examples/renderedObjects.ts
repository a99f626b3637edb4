import {
  ANNOTATIONS,
  FHIR_API_VERSION,
  LABELS,
  desiredObjects,
  identityName,
  parseFhir,
  type Fhir,
  type KubernetesObject,
  type OperatorSettings,
  type ProvisionRequest,
} from '@fhir-on-aks/plugin-fhir-common';

const OWNERSHIP = ['owner', 'system', 'title', 'description'] as const;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** The Fhir of a request and the objects that the operator makes of it, without what only a cluster can add. */
export function renderedObjects(
  request: ProvisionRequest,
  settings: OperatorSettings,
): object[] {
  const fhir = fhirOf(request);
  const { apiVersion, kind, metadata, spec } = fhir;
  const { name, namespace, annotations } = metadata;
  return [
    { apiVersion, kind, metadata: { name, namespace, annotations }, spec },
    ...desiredObjects(fhir, settings).map(withoutOwner),
  ];
}

function fhirOf({ target, ownership, spec }: ProvisionRequest): Fhir {
  const { name, namespace } = target;
  const annotations = OWNERSHIP.filter(
    field => ownership[field] !== undefined,
  ).map(field => [ANNOTATIONS[field], ownership[field]]);
  return parseFhir({
    apiVersion: FHIR_API_VERSION,
    kind: 'Fhir',
    metadata: {
      name,
      namespace,
      uid: NO_ID,
      annotations: Object.fromEntries(annotations),
    },
    spec: { ...spec, identity: identityOf({ target, spec }) },
  });
}

/** What provisioning will fill in: the name is known, the ids are not. */
function identityOf({
  target,
  spec: { identity },
}: Pick<ProvisionRequest, 'target' | 'spec'>) {
  if (identity.type === 'None') return identity;
  const name = identityName(target);
  return {
    name,
    clientId: NO_ID,
    tenantId: NO_ID,
    resourceId: `/subscriptions/${NO_ID}/resourceGroups/rg-fhir/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
    ...identity,
  };
}

// An owner that does not exist would let the garbage collector delete the objects at once.
function withoutOwner({
  apiVersion,
  kind,
  metadata,
  ...object
}: KubernetesObject): object {
  const { ownerReferences: _, labels, ...rest } = metadata;
  const { [LABELS.instanceUid]: __, ...kept } = labels;
  return { apiVersion, kind, metadata: { ...rest, labels: kept }, ...object };
}
