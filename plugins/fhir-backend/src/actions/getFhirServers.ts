import { NotAllowedError } from '@backstage/errors';
import { HEALTH_WORDS } from '@fhir-on-aks/plugin-fhir-common';
import { refusedOutright } from '@fhir-on-aks/plugin-fhir-node';
import type { CachedInstance } from '../fleet/readInstance';
import type { z as v3 } from 'zod/v3';
import type { ActionOptions } from './ActionOptions';

type Zod = typeof v3;

const description = `Lists the FHIR servers that this portal runs and the caller may see, with the health of each in a word and a sentence.

## When to use
To find a server by name, owner, cluster or health, or to see what is not well. For the reasons behind one server use get-fhir-server-status.
To make, change or remove a server run the templates template:default/fhir-instance, template:default/fhir-update and template:default/fhir-deprovision with the scaffolder's execute-template action.

A cluster that cannot be reached is named in \`clusters\`; its servers are given in their last known state.`;

const schema = {
  input: (z: Zod) =>
    z.object({
      cluster: z.string().optional().describe('Only this cluster'),
      namespace: z
        .string()
        .optional()
        .describe('Only this Kubernetes namespace'),
      owner: z
        .string()
        .optional()
        .describe(
          'Only what this entity owns, as a full entity ref such as group:default/cardiology',
        ),
      health: z
        .enum(HEALTH_WORDS)
        .optional()
        .describe('Only servers of this health'),
    }),
  output: (z: Zod) =>
    z.object({
      clusters: z.array(
        z.object({
          name: z.string(),
          title: z.string(),
          state: z
            .string()
            .describe('connected, or why the cluster cannot be read'),
          asOf: z.string().optional().describe('Time of the last known state'),
          message: z.string().optional(),
        }),
      ),
      servers: z.array(
        z.object({
          id: z.string().describe('<cluster>/<namespace>/<name>'),
          title: z.string().optional(),
          owner: z.string().optional(),
          fhirVersion: z.string(),
          url: z.string().optional(),
          replicas: z.string().describe('Ready of wanted, such as 2/2'),
          health: z.enum(HEALTH_WORDS),
          sentence: z.string().describe('Why it has this health'),
          next: z.string().optional().describe('What to do next'),
        }),
      ),
    }),
};

/** Registers `fhir:get-fhir-servers`. */
export function getFhirServers(options: ActionOptions): void {
  const { actionsRegistry, fleet, access } = options;
  actionsRegistry.register({
    name: 'get-fhir-servers',
    title: 'List FHIR servers',
    description,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema,
    examples: [
      {
        title: 'Servers that have failed',
        input: { health: 'Failed' },
        output: {
          clusters: [
            { name: 'aks-weu', title: 'AKS West Europe', state: 'connected' },
          ],
          servers: [
            {
              id: 'aks-weu/cardio/cardio',
              owner: 'group:default/cardiology',
              fhirVersion: 'R4',
              replicas: '0/2',
              health: 'Failed',
              sentence: 'The image cannot be pulled: manifest unknown.',
              next: 'Choose a tag that exists, or give the pull secret of the registry.',
            },
          ],
        },
      },
    ],
    action: async ({ input, credentials }) => {
      const { read } = await access.decide(['read'], credentials);
      if (read.never) throw new NotAllowedError(refusedOutright('read'));
      const servers = fleet
        .instances()
        .filter(instance => read.allows(instance) && matches(instance, input))
        .map(server);
      return { output: { clusters: fleet.clusterStates(), servers } };
    },
  });
}

function matches(
  { cluster, namespace, owner, summary }: CachedInstance,
  wanted: {
    cluster?: string;
    namespace?: string;
    owner?: string;
    health?: string;
  },
): boolean {
  const is = (actual: string | undefined, asked: string | undefined) =>
    asked === undefined || actual?.toLowerCase() === asked.toLowerCase();
  return (
    is(cluster, wanted.cluster) &&
    is(namespace, wanted.namespace) &&
    is(owner, wanted.owner) &&
    is(summary.health.word, wanted.health)
  );
}

function server({ summary }: CachedInstance) {
  const { id, title, owner, fhirVersion, url, replicas, readyReplicas } =
    summary;
  const { word, sentence, next } = summary.health;
  return {
    id,
    ...(title ? { title } : {}),
    ...(owner ? { owner } : {}),
    fhirVersion,
    ...(url ? { url } : {}),
    replicas: `${readyReplicas}/${replicas}`,
    health: word,
    sentence,
    ...(next ? { next } : {}),
  };
}
