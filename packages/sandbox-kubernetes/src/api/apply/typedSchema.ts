import { objectMetaSchema } from '../schema/builtinSchemas';
import type { Schema } from '../schema/schema';
import type { ResourceType } from '../types/resourceType';

const schemas = new WeakMap<ResourceType, Schema>();

/** The schema of a whole object: a custom resource's own, with kind and the metadata that every object has. */
export function typedSchema(type: ResourceType): Schema {
  if (!type.custom) return type.schema;
  let schema = schemas.get(type);
  if (!schema) {
    schema = {
      ...type.schema,
      properties: {
        ...type.schema.properties,
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        metadata: objectMetaSchema(),
      },
    };
    schemas.set(type, schema);
  }
  return schema;
}
