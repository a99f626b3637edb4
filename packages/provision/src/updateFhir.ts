import type { Health, UpdateRequest } from '@fhir-on-aks/plugin-fhir-common';
import { prepareUpdate } from './planUpdate';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { checkFhir } from './providers/kubernetes/applyFhir';
import { Run } from './Run';
import type { Plan } from './Step';
import { timeoutMs } from './timeoutMs';

/** What an update ended with. */
export interface UpdateResult {
  /** `<cluster>/<namespace>/<name>`. */
  instance: string;
  /** False when nothing was to be changed, and in a dry run. */
  changed: boolean;
  plan: Plan;
  /** Left out in a dry run and when nothing changed. */
  health?: Health;
  url?: string;
}

/** Changes what differs, and waits until the server is ready with it. Throws `ProvisionError`. */
export async function updateFhir(
  request: UpdateRequest & {
    /** Takes over the changed fields from whoever else set them. */
    force?: boolean;
  },
  dependencies: ProvisionDependencies,
): Promise<UpdateResult> {
  const run = new Run(dependencies);
  const { target, force } = request;
  try {
    const prepared = await prepareUpdate(run, request, {
      force,
      timeoutMs: timeoutMs(request, dependencies),
    });
    const { plan, steps, manifest, ready } = prepared;
    const { instance } = plan;
    // After a dry run the caller prints the plan, which lists the changes.
    if (!dependencies.dryRun) reportChanges(run, plan);
    if (!plan.changed) return { instance, changed: false, plan };
    await checkFhir(run, target, manifest, force);
    if (dependencies.dryRun) return { instance, changed: false, plan };
    await run.carryOut(steps);
    return { instance, changed: true, plan, ...ready() };
  } catch (error) {
    throw await run.conclude(error);
  }
}

function reportChanges(run: Run, { summary }: Plan): void {
  for (const change of summary) {
    run.report({ step: 'check', state: 'done', message: change });
  }
}
