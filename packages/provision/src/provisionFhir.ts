import type { Health, ProvisionRequest } from '@fhir-on-aks/plugin-fhir-common';
import { applyFhir, checkFhir } from './providers/kubernetes/applyFhir';
import { ensureIdentity } from './ensureIdentity';
import { fhirManifest } from './fhirManifest';
import { prepareProvision, type PreparedProvision } from './planProvision';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { Run } from './Run';
import { timeoutMs } from './timeoutMs';
import type { Plan } from './Step';
import { awaitReady } from './waitForFhir';

/** What provisioning ended with. */
export interface ProvisionResult {
  /** `<cluster>/<namespace>/<name>`. */
  instance: string;
  /** False when everything was there already, and in a dry run. */
  changed: boolean;
  plan: Plan;
  /** Left out in a dry run and when nobody waited. */
  health?: Health;
  url?: string;
}

/**
 * Makes a FHIR server: identity, federated credential, roles, Fhir; then waits until it is ready. May be run again at
 * any time, and goes on from what exists. Throws `ProvisionError`.
 */
export async function provisionFhir(
  request: ProvisionRequest,
  dependencies: ProvisionDependencies,
): Promise<ProvisionResult> {
  const run = new Run(dependencies);
  try {
    const prepared = await prepareProvision(run, request);
    const { plan } = prepared;
    const { instance } = plan;
    if (!prepared.applied) {
      await checkFhir(run, request.target, prepared.manifest);
    }
    if (dependencies.dryRun) return { instance, changed: false, plan };
    await carryOut(run, request, prepared);
    const { health, url } = await awaitReady(run, request.target, {
      timeoutMs: timeoutMs(request, dependencies),
    });
    return { instance, changed: plan.changed, plan, health, url };
  } catch (error) {
    throw await run.conclude(error);
  }
}

async function carryOut(
  run: Run,
  { target, ownership, spec }: ProvisionRequest,
  { identity: identityPlan, applied }: PreparedProvision,
): Promise<void> {
  const where = `${target.cluster}/${target.namespace}`;
  const identity = await ensureIdentity(run, identityPlan, spec.identity);
  if (applied) {
    run.report({
      step: 'fhir',
      state: 'skipped',
      message: `Fhir ${target.name} is in ${where} already, with these settings`,
    });
    return;
  }
  await applyFhir(
    run,
    target,
    fhirManifest(target, ownership, { ...spec, identity }),
  );
  run.keep(`Fhir ${target.name} in ${where}`);
}
