import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  deprovisionRequestSchema,
  parseDeprovisionRequest,
} from '@fhir-on-aks/plugin-fhir-common';
import { deprovisionFhir } from '@fhir-on-aks/provision';
import type { ActionDependencies } from '../ActionDependencies';
import { authorizeInstance } from '../task/authorizeInstance';
import { removalOutputSchema } from '../task/outputs';
import { runOperation } from '../task/runOperation';
import { deprovisionExamples } from './deprovision.examples';

/** `fhir:deprovision`: takes a FHIR server away; the data stays. */
export function createDeprovisionAction(
  dependencies: ActionDependencies,
): TemplateAction {
  const { access } = dependencies;
  return {
    id: 'fhir:deprovision',
    description:
      'Takes a FHIR server away: the Fhir with everything made from it, then roles, federated credential and managed identity. Databases and storage accounts are never deleted. One that is gone already is no error.',
    examples: deprovisionExamples,
    supportsDryRun: true,
    schema: { input: deprovisionRequestSchema, output: removalOutputSchema },
    handler: context =>
      runOperation(context, dependencies, {
        verb: 'deprovision',
        parse: parseDeprovisionRequest,
        authorize: authorizeInstance(context, access, 'delete'),
        run: deprovisionFhir,
      }),
  };
}
