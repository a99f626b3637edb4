import type { FleetCluster } from '@fhir-on-aks/plugin-fhir-common';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  stepLine,
  type ProvisionDependencies,
  type StepReport,
} from '@fhir-on-aks/provision';
import type { ActionDependencies } from '../ActionDependencies';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The dependencies of an operation that a task runs: steps become lines of the task log, and a cancelled task stops at
 * once. A task that is tried again plans again from what exists, so no step needs a checkpoint.
 */
export function taskReach(
  context: ActionContext<JsonObject>,
  { clusters, identitiesOf, clock }: ActionDependencies,
  cluster: FleetCluster,
): ProvisionDependencies {
  const { logger, signal, isDryRun, task } = context;
  const correlation = GUID.test(task.id) ? { correlationId: task.id } : {};
  return {
    cluster: clusters.get(cluster),
    identities: identitiesOf(cluster, correlation),
    onStep: report => {
      if (isNews(report)) logger.info(stepLine(report));
    },
    signal,
    clock,
    dryRun: isDryRun,
  };
}

/** A step that fails ends the task, whose error says it again with what to do; only an undo that fails does not. */
function isNews({ step, state }: StepReport): boolean {
  return state !== 'failed' || step === 'undo';
}
