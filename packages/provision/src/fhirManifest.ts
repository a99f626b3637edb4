import {
  FHIR_API_VERSION,
  FIELD_MANAGERS,
  isRecord,
  LABELS,
  type FhirSpec,
  type Ownership,
  type ProvisionTarget,
  type SpecChanges,
} from '@fhir-on-aks/plugin-fhir-common';
import type { IdentityPlan } from './identityPlan';
import { identityOfSpec } from './ensureIdentity';
import { ownershipAnnotations } from './ownership';
import { sparseSpec } from './sparseSpec';
import type { StoredFhir } from './providers/kubernetes/StoredFhir';

/** Stands for ids that Azure has yet to give out. */
const UNKNOWN_ID = '00000000-0000-0000-0000-000000000000';
const UNKNOWN_RESOURCE_ID = `/subscriptions/${UNKNOWN_ID}`;

/** The Fhir to apply: what a person chose, and nothing else. */
export function fhirManifest(
  target: ProvisionTarget,
  ownership: Ownership,
  spec: FhirSpec,
): StoredFhir {
  return {
    apiVersion: FHIR_API_VERSION,
    kind: 'Fhir',
    metadata: {
      name: target.name,
      namespace: target.namespace,
      labels: { [LABELS.managedBy]: FIELD_MANAGERS.provision },
      annotations: ownershipAnnotations(ownership),
    },
    spec: sparseSpec(spec),
  };
}

/** The spec with the identity as it will be; all zeros where Azure has yet to decide. */
export function specWithPlannedIdentity(
  spec: FhirSpec,
  plan: IdentityPlan,
): FhirSpec {
  if (plan.kind !== 'managed') return spec;
  const planned = plan.existing ?? {
    name: plan.name,
    clientId: UNKNOWN_ID,
    tenantId: UNKNOWN_ID,
    resourceId: UNKNOWN_RESOURCE_ID,
  };
  return { ...spec, identity: identityOfSpec(spec.identity, planned) };
}

/**
 * A change of the identity type asks for an identity that is still to be made, unless the change names one: all zeros
 * stand in, so that the one definition of the spec can check the rest.
 */
export function withUnknownIds(
  before: FhirSpec,
  changes: SpecChanges,
): SpecChanges {
  const { identity } = changes;
  if (!isRecord(identity) || identity.type === undefined) return changes;
  if (identity.type === before.identity.type || identity.type === 'None') {
    return changes;
  }
  return {
    ...changes,
    identity: {
      clientId: UNKNOWN_ID,
      resourceId: UNKNOWN_RESOURCE_ID,
      ...identity,
    },
  };
}

/** Takes the zeros out again. */
export function withoutUnknownIds(spec: FhirSpec): FhirSpec {
  if (spec.identity.clientId !== UNKNOWN_ID) return spec;
  const { type, name } = spec.identity;
  return { ...spec, identity: { type, ...(name && { name }) } };
}
