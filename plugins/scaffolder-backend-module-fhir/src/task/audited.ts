import type { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import type { Plan } from '@fhir-on-aks/provision';

/**
 * Does `work` and writes into the audit log who did what to which server, in which steps, and how it ended.
 * A dry run is no event.
 */
export async function audited<T extends { plan: Plan }>(
  { isDryRun, task, user }: ActionContext<JsonObject>,
  auditor: AuditorService,
  what: { actionType: string; instance: string },
  work: () => Promise<T>,
): Promise<T> {
  if (isDryRun) return work();
  const event = await auditor.createEvent({
    eventId: 'fhir-mutate',
    severityLevel: 'medium',
    meta: {
      ...what,
      taskId: task.id,
      ...(user?.ref ? { user: user.ref } : {}),
    },
  });
  try {
    const result = await work();
    const steps = result.plan.steps.map(({ sentence }) => sentence);
    await event.success({ meta: { steps } });
    return result;
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
}
