import { z } from 'zod';
import { FhirSpec, RequestedFhirSpec } from './fhirSpec';
import { jsonSchemaOf, type JsonSchema } from './jsonSchema';
import { Ownership, ProvisionTarget } from './provisionRequest';

const timeoutMinutes = z
  .int()
  .min(1)
  .max(120)
  .optional()
  .meta({
    title: 'Timeout',
    description:
      'Minutes to wait until the server is ready. Left out: 15 minutes.',
    examples: [15],
  });

const Instance = z
  .string()
  .min(5)
  .max(170)
  .regex(/^[^/]+\/[^/]+\/[^/]+$/)
  .optional()
  .meta({
    title: 'FHIR server',
    description:
      'Which one, as <cluster>/<namespace>/<name>; or give cluster, namespace and name.',
    examples: ['aks-weu/cardiology/cardio'],
  });

/** Input of `fhir:provision`, of the form and of `fhirctl provision -f`. */
export const ProvisionInput = z.object({
  ...ProvisionTarget.shape,
  ...Ownership.shape,
  spec: RequestedFhirSpec.meta({
    title: 'Server',
    description: 'The spec of the Fhir. The identity needs only its type.',
  }),
  timeoutMinutes,
});

const Target = {
  instance: Instance,
  cluster: ProvisionTarget.shape.cluster.optional(),
  namespace: ProvisionTarget.shape.namespace.optional(),
  name: ProvisionTarget.shape.name.optional(),
};

/** Input of `fhir:update`; `changes` holds the fields of the spec that change, null takes a field away. */
export const UpdateInput = z.object({
  ...Target,
  changes: z.record(z.string().max(63), z.unknown()).meta({
    title: 'Changes',
    description: 'The fields of the spec that change; null takes a field away.',
    examples: [{ replicas: 3 }],
    maxProperties: 64,
  }),
  timeoutMinutes,
});

/** Input of `fhir:deprovision`; `confirm` repeats the name. */
export const DeprovisionInput = z.object({
  ...Target,
  confirm: z
    .string()
    .min(1)
    .max(63)
    .meta({
      title: 'Name again',
      description: 'The name of the FHIR server, as a confirmation.',
      examples: ['cardio'],
    }),
  timeoutMinutes,
});

/** JSON Schema of `ProvisionInput`, for the scaffolder action and for programs. */
export const provisionInputSchema: JsonSchema = jsonSchemaOf(ProvisionInput);

/** JSON Schema of `UpdateInput`. */
export const updateInputSchema: JsonSchema = withPartialSpec(
  jsonSchemaOf(UpdateInput),
);

/** JSON Schema of `DeprovisionInput`. */
export const deprovisionInputSchema: JsonSchema =
  jsonSchemaOf(DeprovisionInput);

/** JSON Schema of the spec of a Fhir. */
export const fhirSpecSchema: JsonSchema = jsonSchemaOf(FhirSpec);

function withPartialSpec(schema: JsonSchema): JsonSchema {
  return {
    ...schema,
    properties: {
      ...schema.properties,
      changes: {
        ...schema.properties?.changes,
        type: 'object',
        additionalProperties: true,
      },
    },
  };
}
