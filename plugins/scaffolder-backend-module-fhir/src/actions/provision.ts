import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  parseProvisionRequest,
  provisionRequestSchema,
  requireCluster,
  withClusterDefaults,
} from '@fhir-on-aks/plugin-fhir-common';
import { provisionFhir } from '@fhir-on-aks/provision';
import type { ActionDependencies } from '../ActionDependencies';
import { serverOutputSchema } from '../task/outputs';
import { runOperation } from '../task/runOperation';
import { provisionExamples } from './provision.examples';

/** `fhir:provision`: makes a FHIR server and waits until it is ready. */
export function createProvisionAction(
  dependencies: ActionDependencies,
): TemplateAction {
  const { fleet, access } = dependencies;
  return {
    id: 'fhir:provision',
    description:
      'Makes a FHIR server: managed identity, federated credential, roles, Fhir; then waits until it is ready. What the input leaves out is what the cluster suggests. May be run again at any time and goes on from what exists.',
    examples: provisionExamples,
    supportsDryRun: true,
    schema: { input: provisionRequestSchema, output: serverOutputSchema },
    handler: context =>
      runOperation(context, dependencies, {
        verb: 'provision',
        parse: input => {
          const cluster = requireCluster(fleet, String(input.cluster));
          return parseProvisionRequest(withClusterDefaults(input, cluster));
        },
        authorize: credentials => access.requireCreate(credentials),
        run: provisionFhir,
      }),
  };
}
