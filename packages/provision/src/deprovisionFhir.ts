import type {
  DeprovisionRequest,
  ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import type {
  ManagedIdentity,
  ManagedIdentityProvider,
} from './ManagedIdentityProvider';
import { describeCredential } from './describeCredential';
import { describeGrant } from './describeGrant';
import { prepareDeprovision } from './planDeprovision';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { Run, type Removal } from './Run';
import type { Plan } from './Step';
import { removeFhir } from './providers/kubernetes/removeFhir';
import type { StoredFhir } from './providers/kubernetes/StoredFhir';
import { timeoutMs } from './timeoutMs';
import { awaitGone } from './waitUntilGone';

/** What deprovisioning ended with. */
export interface DeprovisionResult {
  /** `<cluster>/<namespace>/<name>`. */
  instance: string;
  /** False when everything was gone already, and in a dry run. */
  changed: boolean;
  plan: Plan;
}

/**
 * Takes a FHIR server away: Fhir and children, then roles, federated credential and identity. The data stays. What was
 * not made by provisioning is refused or left alone. May be run again at any time. Throws `ProvisionError`.
 */
export async function deprovisionFhir(
  request: DeprovisionRequest,
  dependencies: ProvisionDependencies,
): Promise<DeprovisionResult> {
  const run = new Run(dependencies);
  const { target } = request;
  try {
    const { plan, fhir, identities } = await prepareDeprovision(run, request);
    const { instance } = plan;
    if (dependencies.dryRun) return { instance, changed: false, plan };
    if (!plan.changed) reportGone(run, target);
    await run.takeAway([
      ...(fhir
        ? [serverRemoval(run, target, fhir, timeoutMs(request, dependencies))]
        : []),
      ...identities.map(identity => identityRemoval(run, identity)),
    ]);
    return { instance, changed: plan.changed, plan };
  } catch (error) {
    throw await run.conclude(error);
  }
}

function reportGone(run: Run, { cluster, namespace, name }: ProvisionTarget) {
  run.report({
    step: 'fhir',
    state: 'skipped',
    message: `${name} is not in ${cluster}/${namespace}: nothing to do`,
  });
}

function serverRemoval(
  run: Run,
  target: ProvisionTarget,
  fhir: StoredFhir,
  waitMs: number,
): Removal {
  return {
    left: `Fhir ${target.name} in ${target.cluster}/${target.namespace}`,
    remove: async () => {
      await removeFhir(run, target, fhir);
      await awaitGone(run, target, fhir, waitMs);
    },
  };
}

function identityRemoval(run: Run, identity: ManagedIdentity): Removal {
  return {
    left: `Identity ${identity.name} in ${run.identities?.place ?? 'Azure'}`,
    remove: () => removeIdentity(run, identity),
  };
}

async function removeIdentity(
  run: Run,
  identity: ManagedIdentity,
): Promise<void> {
  const provider = run.identities;
  if (!provider) return;
  await removeRoles(run, provider, identity);
  await removeCredentials(run, provider, identity);
  await run.step(
    {
      id: 'identity',
      key: `delete-identity.${identity.name}`,
      object: `Identity ${identity.name}`,
      running: `Deleting identity ${identity.name} from ${provider.place}`,
      done: `Identity ${identity.name} deleted from ${provider.place}`,
      failed: 'could not be deleted',
    },
    async signal => ({
      found: await provider.remove(identity.name, { signal }),
    }),
  );
}

/** Azure leaves the role assignments of a deleted identity behind, so they go first. */
async function removeRoles(
  run: Run,
  provider: ManagedIdentityProvider,
  { principalId }: ManagedIdentity,
): Promise<void> {
  if (provider.roles.length === 0) return;
  const held = await run.call(signal =>
    provider.listRoles(principalId, { signal }),
  );
  for (const grant of held) {
    const what = describeGrant(grant);
    await run.step(
      {
        id: 'roles',
        key: `delete-role.${grant.role}.${grant.scope}`,
        object: what,
        running: `${what} is being taken away`,
        done: `${what} taken away`,
        failed: 'could not be taken away',
      },
      async signal => ({
        found: await provider.removeRole(principalId, grant, { signal }),
      }),
    );
  }
}

async function removeCredentials(
  run: Run,
  provider: ManagedIdentityProvider,
  { name }: ManagedIdentity,
): Promise<void> {
  const credentials = await run.call(signal =>
    provider.listFederatedCredentials(name, { signal }),
  );
  for (const credential of credentials) {
    const what = describeCredential(credential);
    await run.step(
      {
        id: 'federated-credential',
        key: `delete-federated-credential.${credential.name}`,
        object: what,
        running: `${what} is being deleted`,
        done: `${what} deleted`,
        failed: 'could not be deleted',
      },
      async signal => ({
        found: await provider.removeFederatedCredential(name, credential.name, {
          signal,
        }),
      }),
    );
  }
}
