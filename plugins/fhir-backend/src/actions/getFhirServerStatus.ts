import { InputError } from '@backstage/errors';
import {
  type ChildNode,
  HEALTH_WORDS,
  parseInstanceId,
} from '@fhir-on-aks/plugin-fhir-common';
import { instanceDetail } from '../detail/instanceDetail';
import type { z as v3 } from 'zod/v3';
import type { ActionOptions } from './ActionOptions';

/** Most events of one answer: an agent reads what is new, not a history. */
const MOST_EVENTS = 20;

type Zod = typeof v3;

const description = `Says whether one FHIR server is well, and if not, why and what to do: its conditions, the objects that have a problem, and the latest events of exactly its objects.

## When to use
After a server was made or changed, to see how far it is; or when a server is not well. \`fatal: true\` says that waiting longer cannot help.
The id comes from get-fhir-servers, or from the annotation fhir-on-aks.io/instance of the catalog entity.`;

const schema = {
  input: (z: Zod) =>
    z.object({
      server: z
        .string()
        .describe(
          '<cluster>/<namespace>/<name>, such as aks-weu/cardio/cardio',
        ),
    }),
  output: (z: Zod) =>
    z.object({
      id: z.string(),
      health: z.enum(HEALTH_WORDS),
      sentence: z.string(),
      next: z.string().optional(),
      fatal: z.boolean(),
      since: z.string().optional(),
      asOf: z
        .string()
        .optional()
        .describe('Time of this state when the cluster does not answer'),
      url: z.string().optional(),
      fhirVersion: z.string(),
      softwareVersion: z.string().optional(),
      replicas: z.string(),
      conditions: z.array(
        z.object({
          type: z.string(),
          status: z.string(),
          reason: z.string(),
          message: z.string(),
        }),
      ),
      problems: z.array(
        z.object({
          kind: z.string(),
          name: z.string(),
          detail: z.string().optional(),
          message: z.string().optional(),
        }),
      ),
      events: z.array(
        z.object({
          type: z.string(),
          reason: z.string(),
          message: z.string(),
          object: z.string(),
          count: z.number(),
          lastSeen: z.string().optional(),
        }),
      ),
    }),
};

/** Registers `fhir:get-fhir-server-status`. */
export function getFhirServerStatus(options: ActionOptions): void {
  const { actionsRegistry, fleet, access } = options;
  actionsRegistry.register({
    name: 'get-fhir-server-status',
    title: 'Explain the status of a FHIR server',
    description,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema,
    action: async ({ input, credentials }) => {
      const target = parseInstanceId(input.server);
      if (!target) {
        throw new InputError(
          `server: '${input.server}' is no id; write <cluster>/<namespace>/<name>, for example aks-weu/cardio/cardio`,
        );
      }
      const located = fleet.locate(target);
      const verbs = ['read', 'update', 'delete', 'logs'] as const;
      const may = await access.decide(verbs, credentials);
      access.check('read', may.read, located.instance);
      return { output: statusOf(instanceDetail(located, may)) };
    },
  });
}

function statusOf(detail: ReturnType<typeof instanceDetail>) {
  const { id, health, url, fhirVersion, softwareVersion, clusterState } =
    detail;
  const { word, sentence, next, fatal, since } = health;
  const asOf =
    clusterState.state === 'connected' ? undefined : clusterState.asOf;
  return {
    id,
    health: word,
    sentence,
    ...(next ? { next } : {}),
    fatal,
    ...(since ? { since } : {}),
    ...(asOf ? { asOf } : {}),
    ...(url ? { url } : {}),
    fhirVersion,
    ...(softwareVersion ? { softwareVersion } : {}),
    replicas: `${detail.readyReplicas}/${detail.replicas}`,
    conditions: detail.conditions.map(({ type, status, reason, message }) => ({
      type,
      status,
      reason,
      message,
    })),
    problems: problemsOf(detail.children),
    events: detail.events.slice(0, MOST_EVENTS).map(event => ({
      type: event.type,
      reason: event.reason,
      message: event.message,
      object: `${event.kind} ${event.name}`,
      count: event.count,
      ...(event.lastSeen ? { lastSeen: event.lastSeen } : {}),
    })),
  };
}

function problemsOf(
  nodes: ChildNode[],
): Array<Pick<ChildNode, 'kind' | 'name' | 'detail' | 'message'>> {
  return nodes.flatMap(({ kind, name, detail, message, state, children }) => [
    ...(state === 'problem'
      ? [
          {
            kind,
            name,
            ...(detail ? { detail } : {}),
            ...(message ? { message } : {}),
          },
        ]
      : []),
    ...problemsOf(children),
  ]);
}
