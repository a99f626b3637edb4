import type { FieldError } from '../statusError';
import { forbiddenField, invalidValue, required } from './fieldErrors';
import { compilePattern } from './patterns';
import { ruleErrors } from './ruleErrors';
import type { Schema } from './schema';
import { validateSchema } from './validateSchema';
import { rootView } from './validateRules';

/** Checks that a schema is structural, as the API server demands of every CustomResourceDefinition. */
export function schemaDefinitionErrors(
  schema: Schema,
  path: string,
): FieldError[] {
  const shape = rootErrors(schema, path);
  const errors = [...shape, ...nodeErrors(schema, path, true)];
  // Rules are only looked at when the types they speak of are well.
  return errors.length > 0
    ? errors
    : [...defaultErrors(schema, path), ...allRuleErrors(schema, path, true)];
}

function rootErrors(schema: Schema, path: string): FieldError[] {
  if (schema.type === 'object') return [];
  return schema.type === undefined
    ? [required(`${path}.type`, 'must not be empty at the root')]
    : [invalidValue(`${path}.type`, schema.type, 'must be object at the root')];
}

/** The schemas below a schema, with their paths. */
function below(
  schema: Schema,
  path: string,
): [schema: Schema, path: string, field: string][] {
  const properties = Object.entries(schema.properties ?? {}).map(
    ([field, child]): [Schema, string, string] => [
      child,
      `${path}.properties[${field}]`,
      field,
    ],
  );
  if (schema.items) properties.push([schema.items, `${path}.items`, '']);
  if (typeof schema.additionalProperties === 'object') {
    properties.push([
      schema.additionalProperties,
      `${path}.additionalProperties`,
      '',
    ]);
  }
  return properties;
}

function nodeErrors(
  schema: Schema,
  path: string,
  isRoot = false,
): FieldError[] {
  if (schema.$ref !== undefined) {
    return [forbiddenField(`${path}.$ref`, '$ref is not supported')];
  }
  return [
    ...typeErrors(schema, path, isRoot),
    ...keywordErrors(schema, path),
    ...listErrors(schema, path),
    ...below(schema, path).flatMap(([child, at, field]) =>
      isRoot && field === 'metadata' ? [] : nodeErrors(child, at),
    ),
  ];
}

function allRuleErrors(
  schema: Schema,
  path: string,
  isRoot = false,
): FieldError[] {
  return [
    ...ruleErrors(isRoot ? rootView(schema) : schema, path),
    ...below(schema, path).flatMap(([child, at]) => allRuleErrors(child, at)),
  ];
}

/** A default must fit its own schema. */
function defaultErrors(schema: Schema, path: string): FieldError[] {
  const own =
    schema.default === undefined
      ? []
      : validateSchema(schema, schema.default, '').map(error => ({
          ...error,
          field: `${path}.default${error.field && `.${error.field}`}`,
        }));
  return [
    ...own,
    ...below(schema, path).flatMap(([child, at]) => defaultErrors(child, at)),
  ];
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

const unsupported = ['definitions', 'dependencies', 'patternProperties', 'id'];

function keywordErrors(schema: Schema, path: string): FieldError[] {
  const errors = unsupported
    .filter(keyword => schema[keyword] !== undefined)
    .map(keyword =>
      forbiddenField(`${path}.${keyword}`, `${keyword} is not supported`),
    );
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
        "must be a valid regular expression, but isn't",
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
  const field = `${path}.x-kubernetes-list-map-keys`;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (keys.length === 0) {
    const detail = 'must not be empty if x-kubernetes-list-type is map';
    return [required(field, detail)];
  }
  return keys.flatMap(key =>
    schema.items?.properties?.[key]
      ? []
      : [
          invalidValue(
            field,
            keys,
            'entries must all be names of item properties',
          ),
        ],
  );
}
