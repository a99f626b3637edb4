import type {
  FleetCluster,
  ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import { instanceId } from '@fhir-on-aks/plugin-fhir-common';
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
 * What an operation reaches the world through when a task runs it: steps become lines of the task log, side effects
 * checkpoints of the task, and a cancelled task stops at once.
 */
export function taskReach(
  context: ActionContext<JsonObject>,
  { clusters, identitiesOf, clock }: ActionDependencies,
  { cluster, target }: { cluster: FleetCluster; target: ProvisionTarget },
): ProvisionDependencies {
  const { logger, signal, isDryRun, task } = context;
  const correlation = GUID.test(task.id) ? { correlationId: task.id } : {};
  return {
    cluster: clusters.get(cluster),
    identities: identitiesOf(cluster, correlation),
    onStep: report => {
      if (isNews(report)) logger.info(stepLine(report));
    },
    runStep: (key, work) =>
      context.checkpoint({
        // The same step of another server in an "each" of the template must not answer for this one.
        key: `${instanceId(target)}.${key}`,
        fn: async () => JSON.parse(JSON.stringify(await work())),
      }),
    signal,
    clock,
    dryRun: isDryRun,
  };
}

/** A step that fails ends the task, whose error says it again with what to do; only an undo that fails does not. */
function isNews({ step, state }: StepReport): boolean {
  return state !== 'failed' || step === 'undo';
}
