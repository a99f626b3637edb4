/** A CEL rule of a custom resource's schema. */
export interface ValidationRule {
  rule: string;
  message?: string;
  messageExpression?: string;
  reason?: string;
  fieldPath?: string;
  optionalOldSelf?: boolean;
}

/**
 * The shape of a value: the structural schema of a custom resource, or the same thing read
 * from the OpenAPI document of a built-in type. Schemas may refer to themselves.
 */
export interface Schema {
  type?: string;
  format?: string;
  title?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  nullable?: boolean;
  default?: unknown;
  enum?: unknown[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: boolean;
  exclusiveMaximum?: boolean;
  multipleOf?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minProperties?: number;
  maxProperties?: number;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  not?: Schema;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-embedded-resource'?: boolean;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-map-type'?: string;
  'x-kubernetes-validations'?: ValidationRule[];
  'x-kubernetes-patch-strategy'?: string;
  'x-kubernetes-patch-merge-key'?: string;
  [keyword: string]: unknown;
}

/** The schema of one field of an object. */
export function fieldSchema(
  schema: Schema | undefined,
  field: string,
): Schema | undefined {
  const declared = schema?.properties?.[field];
  if (declared) return declared;
  const rest = schema?.additionalProperties;
  return typeof rest === 'object' ? rest : undefined;
}

/** Fields outside of `properties` are allowed as they are. */
export function keepsUnknownFields(schema: Schema | undefined): boolean {
  if (!schema) return true;
  return (
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema.additionalProperties === true ||
    (schema.type === undefined && !schema.properties) ||
    (schema.type === 'object' &&
      !schema.properties &&
      schema.additionalProperties === undefined &&
      schema['x-kubernetes-embedded-resource'] !== true)
  );
}

/** An embedded resource keeps apiVersion, kind and metadata without declaring them. */
export function objectSchemaKeepsMeta(schema: Schema | undefined): boolean {
  return schema?.['x-kubernetes-embedded-resource'] === true;
}
