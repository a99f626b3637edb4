import {
  instanceId,
  type DeprovisionRequest,
  type ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import type { ManagedIdentity } from './ManagedIdentityProvider';
import { ownsIdentity } from './ownership';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { ProvisionError } from './ProvisionError';
import { readClusterUid, readFhir } from './providers/kubernetes/readCurrent';
import { requireOwnFhir } from './requireOwnFhir';
import { Run } from './Run';
import type { Plan, Step } from './Step';
import { storedSpec, type StoredFhir } from './providers/kubernetes/StoredFhir';

/** Everything that is decided before anything is done. */
export interface PreparedDeprovision {
  plan: Plan;
  fhir?: StoredFhir;
  /** The identities that were made for this server. */
  identities: ManagedIdentity[];
}

/** What deprovisioning would do; touches nothing. Throws `ProvisionError` when it would refuse. */
export async function planDeprovision(
  request: DeprovisionRequest,
  dependencies: ProvisionDependencies,
): Promise<Plan> {
  const run = new Run(dependencies);
  try {
    return (await prepareDeprovision(run, request)).plan;
  } catch (error) {
    throw await run.conclude(error);
  }
}

/** Reads, refuses what cannot be done, and plans. What is gone already is not an error. */
export async function prepareDeprovision(
  run: Run,
  { target }: DeprovisionRequest,
): Promise<PreparedDeprovision> {
  const found = await readFhir(run, target);
  const fhir = found && requireOwnFhir(found, target, 'removed');
  if (fhir) requireUnprotected(fhir, target);
  const identities = await ownIdentities(run, target);
  return { plan: toPlan(run, target, fhir, identities), fhir, identities };
}

/** Found by their tags, not by their name: the Fhir that knew the name may be gone already. */
async function ownIdentities(
  run: Run,
  target: ProvisionTarget,
): Promise<ManagedIdentity[]> {
  const provider = run.identities;
  if (!provider) return [];
  const uid = await readClusterUid(run);
  const all = await run.call(signal => provider.list({ signal }));
  return all.filter(({ tags }) => ownsIdentity(tags, target, uid));
}

function requireUnprotected(fhir: StoredFhir, { name }: ProvisionTarget): void {
  if (fhir.spec?.deletionProtection !== 'Enabled') return;
  throw new ProvisionError(`${name} is protected against deletion.`, {
    code: 'protected',
    next: 'Set deletionProtection to Disabled with an update first.',
  });
}

function toPlan(
  run: Run,
  { cluster, namespace, name }: ProvisionTarget,
  fhir: StoredFhir | undefined,
  identities: ManagedIdentity[],
): Plan {
  const fhirSteps: Step[] = fhir
    ? [
        {
          id: 'fhir',
          action: 'delete',
          sentence: `Delete Fhir ${name} from ${cluster}/${namespace}`,
        },
        {
          id: 'gone',
          action: 'wait',
          sentence: 'Wait until its pods and everything else of it is gone',
        },
      ]
    : [];
  const identitySteps = identities.map<Step>(identity => ({
    id: 'identity',
    action: 'delete',
    sentence: `Delete identity ${identity.name} and its federated credential from ${run.identities?.place ?? 'Azure'}`,
  }));
  const steps = [...fhirSteps, ...identitySteps];
  return {
    instance: instanceId({ cluster, namespace, name }),
    steps,
    manifests: [],
    summary: [
      ...summaryOf(name, fhir, steps.length > 0),
      ...(run.identities ? [] : untouchedIdentity(cluster, fhir)),
    ],
    changed: steps.length > 0,
  };
}

function summaryOf(
  name: string,
  fhir: StoredFhir | undefined,
  changed: boolean,
): string[] {
  if (!changed) return [`${name} is gone already.`];
  const database = fhir && storedSpec(fhir)?.database;
  return [
    `${name} and everything that was made for it goes.`,
    database
      ? `The data stays: database ${database.name} on ${database.server}.`
      : 'The data stays: databases and storage accounts are never deleted.',
  ];
}

/** Without Azure settings nobody can say whether the identity was made for this server. */
function untouchedIdentity(
  cluster: string,
  fhir: StoredFhir | undefined,
): string[] {
  const name = fhir && storedSpec(fhir)?.identity.name;
  return name
    ? [
        `Identity ${name} stays in Azure: the configuration of ${cluster} has no Azure settings.`,
      ]
    : [];
}
