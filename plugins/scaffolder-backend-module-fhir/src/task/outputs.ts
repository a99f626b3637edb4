import type {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  entityRef,
  fillPattern,
  type FleetCluster,
  type FleetConfig,
  instanceId,
  type ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import type { Plan } from '@fhir-on-aks/provision';

type Schema = NonNullable<NonNullable<TemplateAction['schema']>['output']>;

const placeFields = {
  instance: {
    type: 'string',
    title: 'FHIR server',
    description: 'Which one, as <cluster>/<namespace>/<name>.',
  },
  entityRef: {
    type: 'string',
    title: 'Entity',
    description: 'Reference of the catalog entity.',
  },
} as const;

const addressFields = {
  url: {
    type: 'string',
    title: 'URL',
    description: 'Base URL of the FHIR API; left out when it has no address.',
  },
  metadataUrl: {
    type: 'string',
    title: 'Capability statement',
    description: 'URL of the capability statement, which needs no token.',
  },
} as const;

const planFields = {
  plan: {
    type: 'array',
    items: { type: 'string' },
    title: 'Plan',
    description: 'In a dry run: what would be done, step by step.',
  },
  manifests: {
    type: 'array',
    items: { type: 'object' },
    title: 'Manifests',
    description: 'In a dry run: the objects that would be applied.',
  },
} as const;

/** Outputs of provision and update. */
export const serverOutputSchema: Schema = {
  type: 'object',
  properties: { ...placeFields, ...addressFields, ...planFields },
  required: Object.keys(placeFields),
};

/** Outputs of deprovision. */
export const removalOutputSchema: Schema = {
  type: 'object',
  properties: { ...placeFields, ...planFields },
  required: Object.keys(placeFields),
};

/** Says which server it was and where its page is. */
export function outputPlace(
  { output }: ActionContext<JsonObject>,
  { catalog }: FleetConfig,
  target: ProvisionTarget,
): void {
  output('instance', instanceId(target));
  output('entityRef', entityRef(target, catalog.entityNamePattern));
}

/** Says where it answers; in a dry run where it would. */
export function outputAddress(
  { output }: ActionContext<JsonObject>,
  { urlPattern }: FleetCluster,
  { url: live, plan }: { url?: string; plan: Plan },
): void {
  const host = plannedHost(plan);
  const url = live ?? (host && fillPattern(urlPattern, { host }));
  if (!url) return;
  output('url', url);
  output('metadataUrl', `${url}/metadata`);
}

/** Says what a dry run would do. */
export function outputPlan(
  { output, isDryRun }: ActionContext<JsonObject>,
  { steps, manifests }: Plan,
): void {
  if (!isDryRun) return;
  output(
    'plan',
    steps.map(({ sentence }) => sentence),
  );
  output('manifests', JSON.parse(JSON.stringify(manifests)));
}

function plannedHost({ manifests: [fhir] }: Plan): string | undefined {
  const { exposure } = Object(fhir?.spec);
  const host: unknown = Object(exposure).host;
  return typeof host === 'string' ? host : undefined;
}
