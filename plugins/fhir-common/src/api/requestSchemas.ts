import type { JsonSchema } from './jsonSchema';
import {
  deprovisionInputSchema,
  provisionInputSchema,
  updateInputSchema,
} from './requestInputs';

/** What `withClusterDefaults` fills in, so that a request may leave it out. */
const SUGGESTED = [
  'spec.identity',
  'spec.database.server',
  'spec.security',
  'spec.security.mode',
  'spec.exposure',
];

/**
 * JSON Schema of what may be asked of a portal or of fhirctl, which know the clusters: as `provisionInputSchema`, but
 * what the cluster suggests may be left out.
 */
export const provisionRequestSchema: JsonSchema = withSuggestions(
  withoutKubernetes(provisionInputSchema),
);

/** JSON Schema of a request to update. */
export const updateRequestSchema: JsonSchema =
  withoutKubernetes(updateInputSchema);

/** JSON Schema of a request to deprovision. */
export const deprovisionRequestSchema: JsonSchema = withoutKubernetes(
  deprovisionInputSchema,
);

function withSuggestions(schema: JsonSchema, path = ''): JsonSchema {
  const { properties, required, ...rest } = schema;
  if (!properties) return schema;
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  const needed = required?.filter(name => !SUGGESTED.includes(at(name)));
  return {
    ...rest,
    properties: mapped(properties, (property, name) =>
      withSuggestions(property, at(name)),
    ),
    ...(needed?.length ? { required: needed } : {}),
  };
}

/** Without what only an API server reads. */
function withoutKubernetes(schema: JsonSchema): JsonSchema {
  const { items, properties, additionalProperties, ...rest } = schema;
  const {
    'x-kubernetes-validations': _rules,
    'x-kubernetes-list-type': _listType,
    'x-kubernetes-list-map-keys': _listKeys,
    ...plain
  } = rest;
  return {
    ...plain,
    ...(items ? { items: withoutKubernetes(items) } : {}),
    ...(properties
      ? { properties: mapped(properties, withoutKubernetes) }
      : {}),
    ...(additionalProperties === undefined
      ? {}
      : {
          additionalProperties:
            typeof additionalProperties === 'object'
              ? withoutKubernetes(additionalProperties)
              : additionalProperties,
        }),
  };
}

function mapped(
  properties: Record<string, JsonSchema>,
  change: (property: JsonSchema, name: string) => JsonSchema,
): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      change(property, name),
    ]),
  );
}
