import {
  federatedCredentialName,
  federatedCredentialSubject,
  identityName,
  type FhirSpec,
  type ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import { describeCredential } from './describeCredential';
import { describeGrant } from './describeGrant';
import type {
  FederatedCredential,
  ManagedIdentity,
  ManagedIdentityProvider,
  RoleGrant,
} from './ManagedIdentityProvider';
import { identityTags, ownsIdentity } from './ownership';
import { ProvisionError } from './ProvisionError';
import type { Run } from './Run';
import type { Step } from './Step';

/** The audience of tokens that are exchanged for Azure tokens (Microsoft Entra workload identity federation). */
const TOKEN_EXCHANGE = 'api://AzureADTokenExchange';

/** How the server gets its identity: made by us, given by the request, or none. */
export type IdentityPlan =
  | { kind: 'none' }
  | { kind: 'given'; sentence: string }
  | {
      kind: 'managed';
      name: string;
      tags: Record<string, string>;
      /** Set when it is there already. */
      existing?: ManagedIdentity;
      /** For Workload Identity. */
      credential?: { wanted: FederatedCredential; present: boolean };
      missingRoles: RoleGrant[];
    };

/** Reads Azure and decides about the identity. Throws when an identity of that name is not ours. */
export async function planIdentity(
  run: Run,
  target: ProvisionTarget,
  spec: FhirSpec,
  clusterUid: string | undefined,
): Promise<IdentityPlan> {
  const { identity } = spec;
  if (identity.type === 'None') return { kind: 'none' };
  if (identity.clientId && !(await isOurs(run, target, spec, clusterUid))) {
    return {
      kind: 'given',
      sentence: `Use managed identity ${identity.name ?? identity.clientId}, which was made elsewhere`,
    };
  }
  const provider = requireProvider(run, target);
  const name = identity.name ?? identityName(target);
  const existing = await run.call(signal => provider.get(name, { signal }));
  if (existing && !ownsIdentity(existing.tags, target, clusterUid)) {
    throw foreignIdentity(name, provider);
  }
  return {
    kind: 'managed',
    name,
    tags: identityTags(target, clusterUid),
    existing,
    credential:
      identity.type === 'WorkloadIdentity'
        ? await planCredential(run, provider, target, existing)
        : undefined,
    missingRoles: await missingRoles(run, provider, existing),
  };
}

/** The steps of an identity plan, in the order in which they run. */
export function identitySteps(plan: IdentityPlan, place: string): Step[] {
  if (plan.kind === 'none') return [];
  if (plan.kind === 'given') {
    return [{ id: 'identity', action: 'keep', sentence: plan.sentence }];
  }
  const { name, existing, credential, missingRoles: roles } = plan;
  return [
    existing
      ? {
          id: 'identity',
          action: 'keep',
          sentence: `Identity ${name} is in ${place} already`,
        }
      : {
          id: 'identity',
          action: 'create',
          sentence: `Create identity ${name} in ${place}`,
        },
    ...(credential ? [credentialStep(credential)] : []),
    ...(roles.length > 0 ? [rolesStep(roles)] : []),
  ];
}

function credentialStep({
  wanted,
  present,
}: {
  wanted: FederatedCredential;
  present: boolean;
}): Step {
  const what = describeCredential(wanted);
  return present
    ? {
        id: 'federated-credential',
        action: 'keep',
        sentence: `${what} is there already`,
      }
    : {
        id: 'federated-credential',
        action: 'create',
        sentence: `Create a ${what.charAt(0).toLowerCase()}${what.slice(1)}`,
      };
}

function rolesStep(roles: RoleGrant[]): Step {
  return {
    id: 'roles',
    action: 'create',
    sentence: `Give the identity: ${roles.map(describeGrant).join(', ')}`,
  };
}

async function isOurs(
  run: Run,
  target: ProvisionTarget,
  { identity }: FhirSpec,
  clusterUid: string | undefined,
): Promise<boolean> {
  const provider = run.identities;
  if (!provider) return false;
  const name = identity.name ?? identityName(target);
  const found = await run.call(signal => provider.get(name, { signal }));
  return (
    !!found &&
    found.clientId === identity.clientId &&
    ownsIdentity(found.tags, target, clusterUid)
  );
}

async function planCredential(
  run: Run,
  provider: ManagedIdentityProvider,
  target: ProvisionTarget,
  existing: ManagedIdentity | undefined,
) {
  const wanted = {
    name: federatedCredentialName(target),
    issuer: provider.issuer,
    subject: federatedCredentialSubject(target),
    audience: TOKEN_EXCHANGE,
  };
  const found = existing
    ? await run.call(signal =>
        provider.listFederatedCredentials(existing.name, { signal }),
      )
    : [];
  // Azure refuses a second credential of the same issuer and subject, whatever its name.
  const present = found.some(
    ({ issuer, subject }) =>
      issuer === wanted.issuer && subject === wanted.subject,
  );
  return { wanted, present };
}

async function missingRoles(
  run: Run,
  provider: ManagedIdentityProvider,
  existing: ManagedIdentity | undefined,
): Promise<RoleGrant[]> {
  if (provider.roles.length === 0 || !existing) return provider.roles;
  const held = await run.call(signal =>
    provider.listRoles(existing.principalId, { signal }),
  );
  return provider.roles.filter(
    wanted =>
      !held.some(
        ({ scope, role }) => scope === wanted.scope && role === wanted.role,
      ),
  );
}

function requireProvider(
  run: Run,
  { cluster }: ProvisionTarget,
): ManagedIdentityProvider {
  if (run.identities) return run.identities;
  throw new ProvisionError(
    `Cluster ${cluster} has no Azure settings, so no managed identity can be made.`,
    {
      code: 'not-configured',
      next: 'Set azure of the cluster in the configuration, give spec.identity.clientId, or choose identity type None.',
    },
  );
}

function foreignIdentity(
  name: string,
  { place }: ManagedIdentityProvider,
): ProvisionError {
  return new ProvisionError(
    `Identity ${name} in ${place} exists already and was not made for this FHIR server; it was not touched.`,
    {
      code: 'not-ours',
      next: 'Choose another name, or set spec.identity.name to a name that is free.',
    },
  );
}
