import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  parseUpdateRequest,
  updateRequestSchema,
} from '@fhir-on-aks/plugin-fhir-common';
import { updateFhir } from '@fhir-on-aks/provision';
import type { ActionDependencies } from '../ActionDependencies';
import { authorizeInstance } from '../task/authorizeInstance';
import { serverOutputSchema } from '../task/outputs';
import { runOperation } from '../task/runOperation';
import { updateExamples } from './update.examples';

/** `fhir:update`: changes what differs and waits until the server is ready with it. */
export function createUpdateAction(
  dependencies: ActionDependencies,
): TemplateAction {
  const { access } = dependencies;
  return {
    id: 'fhir:update',
    description:
      'Changes a FHIR server: only what is named in changes, null takes a field away; then waits until the server is ready with it.',
    examples: updateExamples,
    supportsDryRun: true,
    schema: { input: updateRequestSchema, output: serverOutputSchema },
    handler: context =>
      runOperation(context, dependencies, {
        verb: 'update',
        parse: parseUpdateRequest,
        authorize: authorizeInstance(context, access, 'update'),
        run: updateFhir,
      }),
  };
}
