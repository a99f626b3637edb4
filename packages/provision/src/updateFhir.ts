import type { Health, UpdateRequest } from '@fhir-on-aks/plugin-fhir-common';
import { applyFhir, checkFhir } from './providers/kubernetes/applyFhir';
import { ensureIdentity } from './ensureIdentity';
import { fhirManifest } from './fhirManifest';
import { prepareUpdate, type PreparedUpdate } from './planUpdate';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { Run } from './Run';
import type { Plan } from './Step';
import { timeoutMs } from './timeoutMs';
import { awaitReady } from './waitForFhir';

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
    const prepared = await prepareUpdate(run, request);
    const { plan, manifest } = prepared;
    const { instance } = plan;
    // After a dry run the caller prints the plan, which says the changes.
    if (!dependencies.dryRun) tellChanges(run, plan);
    if (!plan.changed) return { instance, changed: false, plan };
    await checkFhir(run, target, manifest, force);
    if (dependencies.dryRun) return { instance, changed: false, plan };
    await carryOut(run, request, prepared);
    const { health, url } = await awaitReady(run, target, {
      timeoutMs: timeoutMs(request, dependencies),
    });
    return { instance, changed: true, plan, health, url };
  } catch (error) {
    throw await run.conclude(error);
  }
}

function tellChanges(run: Run, { summary }: Plan): void {
  for (const change of summary) {
    run.report({ step: 'check', state: 'done', message: change });
  }
}

async function carryOut(
  run: Run,
  { target, force }: UpdateRequest & { force?: boolean },
  { identity: identityPlan, ownership, spec }: PreparedUpdate,
): Promise<void> {
  const identity = await ensureIdentity(run, identityPlan, spec.identity);
  await applyFhir(
    run,
    target,
    fhirManifest(target, ownership, { ...spec, identity }),
    force,
  );
  run.keep(`Fhir ${target.name} with the change`);
}
