import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  instanceId,
  type ProvisionTarget,
  requireCluster,
} from '@fhir-on-aks/plugin-fhir-common';
import type { Plan, ProvisionDependencies } from '@fhir-on-aks/provision';
import type { ActionDependencies } from '../ActionDependencies';
import { audited } from './audited';
import { outputAddress, outputPlace, outputPlan } from './outputs';
import { planLines } from './planLines';
import { taskError } from './FhirTaskError';
import { taskReach } from './taskReach';

/** What one action does, for what all of them have in common to be around it. */
export interface Operation<Request extends { target: ProvisionTarget }> {
  verb: 'provision' | 'update' | 'deprovision';
  /** Throws `InvalidFhirError`. */
  parse(input: JsonObject): Request;
  /** Throws `NotAllowedError` unless the initiator may do it. */
  authorize(
    credentials: BackstageCredentials,
    request: Request,
    reach: ProvisionDependencies,
  ): Promise<void>;
  run(
    request: Request,
    reach: ProvisionDependencies,
  ): Promise<{ plan: Plan; url?: string }>;
}

/** Parses, authorizes, runs and reports one operation of a task. Throws what the task shall end with. */
export async function runOperation<Request extends { target: ProvisionTarget }>(
  context: ActionContext<JsonObject>,
  dependencies: ActionDependencies,
  operation: Operation<Request>,
): Promise<void> {
  const { fleet } = dependencies;
  try {
    const request = operation.parse(context.input);
    const { target } = request;
    const cluster = requireCluster(fleet, target.cluster);
    const reach = taskReach(context, dependencies, cluster);
    outputPlace(context, fleet, target);
    const { plan, url } = await audited(
      context,
      dependencies.auditor,
      { actionType: operation.verb, instance: instanceId(target) },
      async () => {
        const credentials = await context.getInitiatorCredentials();
        await operation.authorize(credentials, request, reach);
        return operation.run(request, reach);
      },
    );
    tellPlan(context, plan);
    outputAddress(context, cluster, { url, plan });
    outputPlan(context, plan);
  } catch (error) {
    throw taskError(error);
  }
}

function tellPlan({ isDryRun, logger }: ActionContext<JsonObject>, plan: Plan) {
  if (!isDryRun) return;
  for (const line of planLines(plan)) logger.info(line);
}
