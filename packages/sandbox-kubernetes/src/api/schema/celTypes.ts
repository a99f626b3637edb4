import type { Environment } from '@marcbachmann/cel-js';
import { escapeProperty } from './celValue';
import type { Schema } from './schema';

const timestamp = 'google.protobuf.Timestamp';

/** Declares the types of a schema in an environment and names the type of its root, so that rules can be checked without a value. */
export class CelTypes {
  private readonly names = new Map<Schema, string>();

  constructor(private readonly environment: Environment) {}

  nameOf(schema: Schema): string {
    const known = this.names.get(schema);
    if (known) return known;
    if (isFree(schema)) return 'dyn';
    switch (schema.type) {
      case 'integer':
        return 'int';
      case 'number':
        return 'double';
      case 'boolean':
        return 'bool';
      case 'array':
        return `list<${schema.items ? this.nameOf(schema.items) : 'dyn'}>`;
      case 'object':
        return this.objectType(schema);
      default:
        return stringType(schema);
    }
  }

  private objectType(schema: Schema): string {
    if (typeof schema.additionalProperties === 'object') {
      return `map<string, ${this.nameOf(schema.additionalProperties)}>`;
    }
    const name = `Type${this.names.size + 1}`;
    this.names.set(schema, name);
    const fields: Record<string, string> = {};
    for (const [field, declared] of Object.entries(schema.properties ?? {})) {
      const escaped = escapeProperty(field);
      if (escaped !== undefined) fields[escaped] = this.nameOf(declared);
    }
    this.environment.registerType(name, { ctor: class {}, fields });
    this.environment.registerOperator(`${name} == ${name}`, () => true);
    return name;
  }
}

/** Values that the API server types dynamically too, or that may be null. */
function isFree(schema: Schema): boolean {
  return (
    schema['x-kubernetes-int-or-string'] === true ||
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema['x-kubernetes-embedded-resource'] === true ||
    schema.nullable === true
  );
}

function stringType({ format }: Schema): string {
  if (format === 'date' || format === 'date-time') return timestamp;
  return format === 'byte' ? 'bytes' : 'string';
}
