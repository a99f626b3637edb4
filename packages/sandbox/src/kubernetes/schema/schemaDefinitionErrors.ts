import type { FieldError } from '../statusError';
import { forbiddenField, invalidValue, required } from './fieldErrors';
import { compilePattern } from './patterns';
import { ruleErrors } from './ruleErrors';
import type { Schema } from './schema';

/** Checks that a schema is structural, as the API server demands of every CustomResourceDefinition. */
export function schemaDefinitionErrors(
  schema: Schema,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (schema.type !== 'object') {
    errors.push(
      schema.type === undefined
        ? required(`${path}.type`, 'must not be empty at the root')
        : invalidValue(
            `${path}.type`,
            schema.type,
            'must be object at the root',
          ),
    );
  }
  return [...errors, ...nodeErrors(schema, path, true)];
}

function nodeErrors(
  schema: Schema,
  path: string,
  isRoot = false,
): FieldError[] {
  const errors = [
    ...typeErrors(schema, path, isRoot),
    ...keywordErrors(schema, path),
    ...listErrors(schema, path),
    ...ruleErrors(schema, path),
  ];
  for (const [field, child] of Object.entries(schema.properties ?? {})) {
    if (isRoot && field === 'metadata') continue;
    errors.push(...nodeErrors(child, `${path}.properties[${field}]`));
  }
  if (schema.items) errors.push(...nodeErrors(schema.items, `${path}.items`));
  if (typeof schema.additionalProperties === 'object') {
    errors.push(
      ...nodeErrors(
        schema.additionalProperties,
        `${path}.additionalProperties`,
      ),
    );
  }
  return errors;
}

function typeErrors(
  schema: Schema,
  path: string,
  isRoot: boolean,
): FieldError[] {
  if (schema.type || isRoot) return [];
  const free =
    schema['x-kubernetes-int-or-string'] ||
    schema['x-kubernetes-preserve-unknown-fields'];
  return free
    ? []
    : [
        required(
          `${path}.type`,
          'must not be empty for specified object fields',
        ),
      ];
}

function keywordErrors(schema: Schema, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const keyword of [
    '$ref',
    'definitions',
    'dependencies',
    'patternProperties',
    'id',
  ]) {
    if (schema[keyword] !== undefined) {
      errors.push(
        forbiddenField(`${path}.${keyword}`, `${keyword} is not supported`),
      );
    }
  }
  if (schema.uniqueItems) {
    errors.push(
      forbiddenField(
        `${path}.uniqueItems`,
        'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
      ),
    );
  }
  if (schema.properties && schema.additionalProperties) {
    errors.push(
      forbiddenField(
        `${path}.additionalProperties`,
        'additionalProperties and properties are mutual exclusive',
      ),
    );
  }
  if (schema.pattern !== undefined && !compilePattern(schema.pattern)) {
    errors.push(
      invalidValue(
        `${path}.pattern`,
        schema.pattern,
        'must be a valid regular expression',
      ),
    );
  }
  return errors;
}

function listErrors(schema: Schema, path: string): FieldError[] {
  if (schema.type === 'array' && !schema.items) {
    return [required(`${path}.items`, 'must be specified')];
  }
  if (schema['x-kubernetes-list-type'] !== 'map') return [];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (keys.length === 0) {
    return [
      required(
        `${path}.x-kubernetes-list-map-keys`,
        'must not be empty if x-kubernetes-list-type is map',
      ),
    ];
  }
  return keys.flatMap(key =>
    schema.items?.properties?.[key]
      ? []
      : [
          invalidValue(
            `${path}.x-kubernetes-list-map-keys`,
            keys,
            'entries must all be names of item properties',
          ),
        ],
  );
}
