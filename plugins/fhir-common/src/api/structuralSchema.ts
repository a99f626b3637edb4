import type { JsonSchema } from './jsonSchema';

/** A schema as the API server stores it: what JSON Schema has but a CRD must not have is gone. */
export type StructuralSchema = Omit<
  JsonSchema,
  'title' | 'examples' | 'items' | 'properties' | 'additionalProperties'
> & {
  items?: StructuralSchema;
  properties?: Record<string, StructuralSchema>;
  additionalProperties?: StructuralSchema;
  'x-kubernetes-map-type'?: string;
};

/**
 * A structural schema (Kubernetes API concepts, "Specifying a structural schema") of a JSON Schema projection. Lists are
 * atomic unless they say otherwise. Throws when a string, list or map has no bound: the cost of CEL rules is estimated
 * from the bounds, and the API server refuses what costs too much.
 */
export function structuralSchema(
  schema: JsonSchema,
  path = 'spec',
): StructuralSchema {
  const { title, examples, items, properties, additionalProperties, ...rest } =
    schema;
  assertBounded(schema, path);
  return {
    ...rest,
    ...(schema.default !== undefined
      ? { default: completeDefault(schema) }
      : {}),
    ...(schema.type === 'array' && !rest['x-kubernetes-list-type']
      ? { 'x-kubernetes-list-type': 'atomic' }
      : {}),
    ...(items ? { items: structuralSchema(items, `${path}[]`) } : {}),
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, property]) => [
              name,
              structuralSchema(property, `${path}.${name}`),
            ]),
          ),
        }
      : {}),
    ...(typeof additionalProperties === 'object'
      ? {
          additionalProperties: structuralSchema(
            additionalProperties,
            `${path}.*`,
          ),
        }
      : {}),
  };
}

/**
 * The default with the defaults of its properties: the API server runs the CEL rules of an object on its default
 * before it fills in those of the properties, and refuses the definition when a rule reads one of them.
 */
function completeDefault(schema: JsonSchema): unknown {
  if (schema.default === undefined || !schema.properties) return schema.default;
  const ofProperties = Object.entries(schema.properties)
    .map(([name, property]) => [name, completeDefault(property)] as const)
    .filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(ofProperties), ...Object(schema.default) };
}

function assertBounded(schema: JsonSchema, path: string): void {
  const missing = missingBound(schema);
  if (missing) throw new Error(`${path} has no ${missing}`);
}

function missingBound(schema: JsonSchema): string | undefined {
  switch (schema.type) {
    case 'string':
      return schema.enum || schema.maxLength !== undefined
        ? undefined
        : 'maxLength';
    case 'array':
      return schema.maxItems === undefined ? 'maxItems' : undefined;
    case 'integer':
      return schema.maximum === undefined ? 'maximum' : undefined;
    case 'object':
      return typeof schema.additionalProperties === 'object' &&
        schema.maxProperties === undefined
        ? 'maxProperties'
        : undefined;
    case 'boolean':
      return undefined;
    default:
      return 'type';
  }
}
