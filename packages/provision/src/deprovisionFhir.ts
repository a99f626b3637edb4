import type {
  DeprovisionRequest,
  ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import { prepareDeprovision } from './planDeprovision';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { Run } from './Run';
import type { Plan } from './Step';
import { timeoutMs } from './timeoutMs';

/** What deprovisioning ended with. */
export interface DeprovisionResult {
  /** `<cluster>/<namespace>/<name>`. */
  instance: string;
  /** False when everything was gone already, and in a dry run. */
  changed: boolean;
  plan: Plan;
}

/**
 * Removes a FHIR server: Fhir and children, then roles, federated credential and identity. The data stays. What was
 * not made by provisioning is refused or left alone. May be run again at any time. Throws `ProvisionError`.
 */
export async function deprovisionFhir(
  request: DeprovisionRequest,
  dependencies: ProvisionDependencies,
): Promise<DeprovisionResult> {
  const run = new Run(dependencies);
  try {
    const { plan, steps } = await prepareDeprovision(run, request, {
      timeoutMs: timeoutMs(request, dependencies),
    });
    const { instance, changed } = plan;
    if (dependencies.dryRun) return { instance, changed: false, plan };
    if (!changed) reportGone(run, request.target);
    await run.carryOut(steps);
    return { instance, changed, plan };
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
