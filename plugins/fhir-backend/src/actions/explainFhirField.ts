import { InputError } from '@backstage/errors';
import {
  fhirSpecSchema,
  type JsonSchema,
  schemaAt,
} from '@fhir-on-aks/plugin-fhir-common';
import type { z as v3 } from 'zod/v3';
import type { ActionOptions } from './ActionOptions';

type Zod = typeof v3;

const description = `Explains one field of the spec of a FHIR server, or lists all of its top level: what it does, its type, its default, the values that it takes and the fields inside it.

## When to use
Before running the templates fhir-instance or fhir-update, to write right values.`;

const schema = {
  input: (z: Zod) =>
    z.object({
      field: z
        .string()
        .default('')
        .describe(
          'Path in the spec, such as security.mode; left out: the whole spec',
        ),
    }),
  output: (z: Zod) =>
    z.object({
      field: z.string(),
      title: z.string().optional(),
      description: z.string().optional(),
      type: z.string().optional(),
      values: z.array(z.string()).optional(),
      default: z.unknown().optional(),
      examples: z.array(z.unknown()).optional(),
      rules: z.array(z.string()).describe('What must hold, in words'),
      fields: z.array(
        z.object({
          field: z.string(),
          title: z.string().optional(),
          description: z.string().optional(),
          required: z.boolean(),
        }),
      ),
    }),
};

/** Registers `fhir:explain-fhir-field`. */
export function explainFhirField({ actionsRegistry }: ActionOptions): void {
  actionsRegistry.register({
    name: 'explain-fhir-field',
    title: 'Explain a field of a FHIR server',
    description,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema,
    examples: [
      {
        title: 'How sign-in is set',
        input: { field: 'security.mode' },
      },
    ],
    action: async ({ input }) => ({ output: explain(input.field) }),
  });
}

function explain(field: string) {
  const path = field.split('.').filter(part => part !== '');
  const found = schemaAt(fhirSpecSchema, path);
  if (!found) {
    const known = Object.keys(fhirSpecSchema.properties ?? {}).join(', ');
    throw new InputError(
      `field: the spec has no field '${field}'; it begins with one of ${known}`,
    );
  }
  const inside = found.items ?? found;
  return {
    field,
    ...told(found),
    ...(found.type ? { type: found.type } : {}),
    ...(found.enum ? { values: found.enum } : {}),
    ...(found.default === undefined ? {} : { default: found.default }),
    ...(found.examples ? { examples: found.examples } : {}),
    rules: (found['x-kubernetes-validations'] ?? []).map(
      ({ message }) => message,
    ),
    fields: Object.entries(inside.properties ?? {}).map(([name, property]) => ({
      field: [...path, name].join('.'),
      ...told(property),
      required: inside.required?.includes(name) ?? false,
    })),
  };
}

function told(field: JsonSchema) {
  return {
    ...(field.title ? { title: field.title } : {}),
    ...(field.description ? { description: field.description } : {}),
  };
}
