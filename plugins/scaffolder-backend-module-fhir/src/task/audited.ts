import type { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';

/** Does `work` and writes into the audit log who did what to which server, and how it ended. A dry run is no event. */
export async function audited<T>(
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
    await event.success();
    return result;
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
}
