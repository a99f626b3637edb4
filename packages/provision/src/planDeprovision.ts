import {
  instanceId,
  type DeprovisionRequest,
  type ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import { changesAnything, shownStep, type PlannedStep } from './PlannedStep';
import { planRemove } from './planResources';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { ProvisionError } from './ProvisionError';
import { readClusterUid, readFhir } from './providers/kubernetes/readCurrent';
import { storedSpec, type StoredFhir } from './providers/kubernetes/StoredFhir';
import { requireOwnFhir } from './requireOwnFhir';
import { Run } from './Run';
import type { Plan } from './Step';
import { timeoutMs } from './timeoutMs';

/** A plan together with its work. */
export interface PreparedDeprovision {
  plan: Plan;
  steps: PlannedStep[];
}

/** What deprovisioning would do; touches nothing. Throws `ProvisionError` when it would refuse. */
export async function planDeprovision(
  request: DeprovisionRequest,
  dependencies: ProvisionDependencies,
): Promise<Plan> {
  const run = new Run(dependencies);
  try {
    const prepared = await prepareDeprovision(run, request, {
      timeoutMs: timeoutMs(request, dependencies),
    });
    return prepared.plan;
  } catch (error) {
    throw await run.conclude(error);
  }
}

/** Reads, refuses what cannot be done, and plans. What is gone already is not an error. */
export async function prepareDeprovision(
  run: Run,
  { target }: DeprovisionRequest,
  options: { timeoutMs: number },
): Promise<PreparedDeprovision> {
  const found = await readFhir(run, target);
  const fhir = found && requireOwnFhir(found, target, 'removed');
  if (fhir) requireUnprotected(fhir, target);
  const steps = await planRemove({
    run,
    target,
    fhir,
    clusterUid: run.identities && (await readClusterUid(run)),
    timeoutMs: options.timeoutMs,
    identities: [],
  });
  const changed = changesAnything(steps);
  const plan: Plan = {
    instance: instanceId(target),
    steps: steps.map(shownStep),
    manifests: [],
    summary: [
      ...summaryOf(target.name, fhir, changed),
      ...(run.identities ? [] : untouchedIdentity(target.cluster, fhir)),
    ],
    changed,
  };
  return { plan, steps };
}

function requireUnprotected(fhir: StoredFhir, { name }: ProvisionTarget): void {
  if (fhir.spec?.deletionProtection !== 'Enabled') return;
  throw new ProvisionError(`${name} is protected against deletion.`, {
    code: 'protected',
    next: 'Set deletionProtection to Disabled with an update first.',
  });
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
