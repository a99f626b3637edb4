import { z } from 'zod';

/** The part of JSON Schema (OpenAPI 3.0 dialect) that our definitions use, with the Kubernetes extensions. */
export interface JsonSchema {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  title?: string;
  description?: string;
  default?: unknown;
  examples?: unknown[];
  enum?: string[];
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  maxProperties?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  'x-kubernetes-validations'?: Array<{ rule: string; message: string }>;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-list-map-keys'?: string[];
}

const projections = new WeakMap<z.ZodType, JsonSchema>();

/** The JSON Schema of what a person writes: what has a default may be left out. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const known = projections.get(schema);
  if (known) return known;
  const made = z.toJSONSchema(schema, {
    io: 'input',
    target: 'openapi-3.0',
  }) as JsonSchema;
  projections.set(schema, made);
  return made;
}

/** The schema at a path of property names and indexes; undefined when the path leaves the schema. */
export function schemaAt(
  schema: JsonSchema,
  path: ReadonlyArray<PropertyKey>,
): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>(
    (at, key) => at && childSchema(at, key),
    schema,
  );
}

function childSchema(
  schema: JsonSchema,
  key: PropertyKey,
): JsonSchema | undefined {
  if (typeof key === 'number') return schema.items;
  const property = schema.properties?.[String(key)];
  if (property) return property;
  const rest = schema.additionalProperties;
  return typeof rest === 'object' ? rest : undefined;
}
