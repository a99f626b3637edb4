import { FHIR_API_VERSION, type Fhir } from '../api/fhir';
import { parseFhir } from '../api/parseFhir';
import type { ProvisionRequest } from '../api/provisionRequest';
import { ANNOTATIONS, LABELS, identityName } from '../names';
import type { OperatorSettings } from '../operatorSettings';
import { desiredObjects } from './desiredObjects';
import type { KubernetesObject } from './KubernetesObject';

const OWNERSHIP = ['owner', 'system', 'title', 'description'] as const;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** An object to read, or to apply by hand: nothing is in it that only a cluster can know. */
export interface RenderedObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace: string; [field: string]: unknown };
  [field: string]: unknown;
}

/**
 * What the portal and the operator make of a request: the Fhir with all its defaults, and the objects of its namespace.
 * Ids that Azure has yet to give out are zeros.
 */
export function renderRequest(
  request: ProvisionRequest,
  settings: OperatorSettings,
): { fhir: RenderedObject; objects: RenderedObject[] } {
  const fhir = fhirOf(request);
  const { apiVersion, kind, spec } = fhir;
  const { name, namespace, annotations } = fhir.metadata;
  const metadata = { name, namespace, annotations };
  return {
    fhir: { apiVersion, kind, metadata, spec },
    objects: desiredObjects(fhir, settings).map(withoutOwner),
  };
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
}: KubernetesObject): RenderedObject {
  const { ownerReferences: _, labels, ...rest } = metadata;
  const { [LABELS.instanceUid]: __, ...kept } = labels;
  return { apiVersion, kind, metadata: { ...rest, labels: kept }, ...object };
}
