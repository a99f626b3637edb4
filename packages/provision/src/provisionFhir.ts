import type { Health, ProvisionRequest } from '@fhir-on-aks/plugin-fhir-common';
import { changesFhir } from './PlannedStep';
import { prepareProvision } from './planProvision';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { checkFhir } from './providers/kubernetes/applyFhir';
import { Run } from './Run';
import type { Plan } from './Step';
import { timeoutMs } from './timeoutMs';

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
    const prepared = await prepareProvision(run, request, {
      timeoutMs: timeoutMs(request, dependencies),
    });
    const { plan, steps, manifest, ready } = prepared;
    const { instance, changed } = plan;
    if (changesFhir(steps)) await checkFhir(run, request.target, manifest);
    if (dependencies.dryRun) return { instance, changed: false, plan };
    await run.carryOut(steps);
    return { instance, changed, plan, ...ready() };
  } catch (error) {
    throw await run.conclude(error);
  }
}
