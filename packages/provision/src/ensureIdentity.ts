import { unreachable, type FhirSpec } from '@fhir-on-aks/plugin-fhir-common';
import { describeCredential } from './describeCredential';
import { describeGrant } from './describeGrant';
import type { IdentityPlan } from './identityPlan';
import type {
  ManagedIdentity,
  ManagedIdentityProvider,
} from './ManagedIdentityProvider';
import type { Run } from './Run';

type ManagedPlan = Extract<IdentityPlan, { kind: 'managed' }>;
type IdentityOfSpec = FhirSpec['identity'];

/** Makes what is missing of an identity plan; gives back what the Fhir says about its identity. */
export async function ensureIdentity(
  run: Run,
  plan: IdentityPlan,
  wanted: IdentityOfSpec,
): Promise<IdentityOfSpec> {
  switch (plan.kind) {
    case 'none':
      return wanted;
    case 'given':
      skipped(run, plan.sentence);
      return wanted;
    case 'managed': {
      const provider = run.identities;
      if (!provider) return wanted;
      const identity = await ensureManagedIdentity(run, provider, plan);
      await ensureCredential(run, provider, plan);
      await ensureRoles(run, provider, plan, identity);
      return identityOfSpec(wanted, identity);
    }
    default:
      return unreachable(plan);
  }
}

/** The identity as the spec names it. */
export function identityOfSpec(
  wanted: IdentityOfSpec,
  identity: Pick<
    ManagedIdentity,
    'name' | 'clientId' | 'tenantId' | 'resourceId'
  >,
): IdentityOfSpec {
  const { name, clientId, tenantId, resourceId } = identity;
  return { type: wanted.type, name, clientId, tenantId, resourceId };
}

async function ensureManagedIdentity(
  run: Run,
  provider: ManagedIdentityProvider,
  plan: ManagedPlan,
): Promise<ManagedIdentity> {
  const { name, existing } = plan;
  if (existing) {
    skipped(run, `Identity ${name} is in ${provider.place} already`);
    return existing;
  }
  const identity = await run.step(
    {
      id: 'identity',
      key: 'identity',
      object: `Identity ${name}`,
      running: `Creating identity ${name} in ${provider.place}`,
      done: `Identity ${name} created in ${provider.place}`,
      failed: `could not be created in ${provider.place}`,
    },
    signal => provider.put(name, plan.tags, { signal }),
  );
  run.created({
    left: `Identity ${name} in ${provider.place}`,
    remove: async () => {
      await provider.remove(name);
    },
  });
  return identity;
}

async function ensureCredential(
  run: Run,
  provider: ManagedIdentityProvider,
  { name, credential }: ManagedPlan,
): Promise<void> {
  if (!credential) return;
  const { wanted, present } = credential;
  const what = describeCredential(wanted);
  if (present) {
    run.report({
      step: 'federated-credential',
      state: 'skipped',
      message: `${what} is there already`,
    });
    return;
  }
  await run.step(
    {
      id: 'federated-credential',
      key: 'federated-credential',
      object: what,
      running: `Creating the ${lowerFirst(what)}`,
      done: `${what} created`,
      failed: 'could not be created',
    },
    async signal => {
      await provider.putFederatedCredential(name, wanted, { signal });
      return { name: wanted.name };
    },
  );
  run.created({
    left: what,
    remove: async () => {
      await provider.removeFederatedCredential(name, wanted.name);
    },
  });
}

async function ensureRoles(
  run: Run,
  provider: ManagedIdentityProvider,
  plan: ManagedPlan,
  identity: ManagedIdentity,
): Promise<void> {
  for (const grant of plan.missingRoles) {
    const what = describeGrant(grant);
    await run.step(
      {
        id: 'roles',
        key: `role.${grant.role}.${grant.scope}`,
        object: what,
        running: `Giving the identity the ${lowerFirst(what)}`,
        done: `${what} given to the identity`,
        failed: 'could not be given to the identity',
      },
      async signal => {
        await provider.putRole(identity.principalId, grant, { signal });
        return { ...grant };
      },
    );
    run.created({
      left: what,
      remove: async () => {
        await provider.removeRole(identity.principalId, grant);
      },
    });
  }
}

function skipped(run: Run, message: string): void {
  run.report({ step: 'identity', state: 'skipped', message });
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
