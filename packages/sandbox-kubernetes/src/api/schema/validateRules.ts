import { equal, isObject, valueAt } from '../jsonValue';
import type { FieldError } from '../statusError';
import { celValue } from './celValue';
import { compileRule, errorText, type RuleInput } from './compileRule';
import { invalidBody, printValue } from './fieldErrors';
import { fieldSchema, type Schema, type ValidationRule } from './schema';
import { oldItem } from './validateSchema';

interface Place {
  schema: Schema;
  value: unknown;
  old: unknown;
  path: string;
  /** The value, or the nearest thing around it that has a counterpart, is as it was: its failures are forgiven. */
  unchanged: boolean;
}

/**
 * Runs the CEL rules of a schema, in the order and with the messages of the API server
 * (k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go).
 */
export function validateRules(
  schema: Schema,
  value: unknown,
  path: string,
  old?: unknown,
): FieldError[] {
  const root = rootView(schema);
  return visit({ schema: root, value, old, path, unchanged: false });
}

const rootMeta: Schema = {
  type: 'object',
  properties: { name: { type: 'string' }, generateName: { type: 'string' } },
};

const roots = new WeakMap<Schema, Schema>();

/** At the root, rules see apiVersion, kind and of metadata the two names. */
export function rootView(schema: Schema): Schema {
  let root = roots.get(schema);
  if (!root) {
    const properties = { ...schema.properties, metadata: rootMeta };
    root = { ...schema, properties };
    roots.set(schema, root);
  }
  return root;
}

function visit(place: Place): FieldError[] {
  const { schema, value, path } = place;
  if (value === null || value === undefined) return [];
  const errors = runRules(place);
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items && holdsRules(items)) {
      value.forEach((item, index) => {
        const step = `${path}[${index}]`;
        errors.push(...visit(itemPlace(place, items, item, step)));
      });
    }
  } else if (isObject(value)) {
    for (const field of Object.keys(value)) {
      const known = fieldSchema(schema, field);
      if (known && holdsRules(known)) {
        errors.push(...visit(fieldPlace(place, known, field)));
      }
    }
  }
  return errors;
}

function fieldPlace(place: Place, schema: Schema, field: string): Place {
  const isNamed = place.schema.properties?.[field] !== undefined;
  const { path } = place;
  const named = path ? `${path}.${field}` : field;
  const value = valueAt(place.value, field);
  const old = isObject(place.old) ? place.old[field] : undefined;
  return {
    schema,
    value,
    old,
    path: isNamed ? named : `${path}[${field}]`,
    unchanged: old !== undefined && equal(old, value),
  };
}

function itemPlace(
  place: Place,
  schema: Schema,
  value: unknown,
  path: string,
): Place {
  const old = oldItem(place.schema, value, place.old);
  const isCorrelated = place.schema['x-kubernetes-list-type'] === 'map';
  const unchanged = isCorrelated
    ? old !== undefined && equal(old, value)
    : place.unchanged;
  return { schema, value, old, path, unchanged };
}

const known = new WeakMap<Schema, boolean>();

/** Whether there is any rule at or below a schema, so that the rest is not walked. */
function holdsRules(schema: Schema): boolean {
  let holds = known.get(schema);
  if (holds === undefined) {
    known.set(schema, false);
    const below = [
      ...Object.values(schema.properties ?? {}),
      ...(schema.items ? [schema.items] : []),
      ...(typeof schema.additionalProperties === 'object'
        ? [schema.additionalProperties]
        : []),
    ];
    holds =
      (schema['x-kubernetes-validations'] ?? []).length > 0 ||
      below.some(holdsRules);
    known.set(schema, holds);
  }
  return holds;
}

function runRules(place: Place): FieldError[] {
  const rules = place.schema['x-kubernetes-validations'] ?? [];
  if (rules.length === 0) return [];
  const { schema, value, old } = place;
  const input: RuleInput = { self: celValue(schema, value) };
  if (old !== undefined && old !== null) input.oldSelf = celValue(schema, old);
  return rules.flatMap(rule => runRule(place, rule, input) ?? []);
}

function runRule(
  place: Place,
  rule: ValidationRule,
  input: RuleInput,
): FieldError | undefined {
  const compilation = compileRule(rule);
  if ('problem' in compilation) {
    return invalidBody(
      place.path,
      printValue(place.schema.type),
      `rule compile error: ${compilation.problem}`,
    );
  }
  const { usesOldSelf, holds, message } = compilation.rule;
  const isTransition = usesOldSelf && rule.optionalOldSelf !== true;
  if (isTransition && input.oldSelf === undefined) return undefined;
  try {
    if (holds(input)) return undefined;
  } catch (error) {
    return invalidBody(
      place.path,
      printValue(place.schema.type),
      `${evaluationText(error)} evaluating rule: ${nameOf(rule)}`,
    );
  }
  if (!usesOldSelf && place.unchanged) return undefined;
  return failure(place, rule, message(input) ?? defaultMessage(rule));
}

/** CEL's words as Go has them. */
function evaluationText(error: unknown): string {
  return errorText(error).replace(/^No such key: /, 'no such key: ');
}

function nameOf(rule: ValidationRule): string {
  return (rule.message || rule.rule).trim();
}

function defaultMessage(rule: ValidationRule): string {
  return rule.message?.trim() || `failed rule: ${rule.rule.trim()}`;
}

/** Objects and lists are not printed in the message of a rule that failed. */
function failure(
  { schema, value, path }: Place,
  rule: ValidationRule,
  detail: string,
): FieldError {
  const field = `${path}${rule.fieldPath ?? ''}`.replace(/^\./, '');
  switch (rule.reason) {
    case 'FieldValueForbidden':
      return { reason: rule.reason, field, message: `Forbidden: ${detail}` };
    case 'FieldValueRequired':
      return {
        reason: rule.reason,
        field,
        message: `Required value: ${detail}`,
      };
    case 'FieldValueDuplicate':
      return {
        reason: rule.reason,
        field,
        message: isScalar(schema)
          ? `Duplicate value: ${printValue(value)}`
          : 'Duplicate value',
      };
    default:
      return invalidBody(
        field,
        isScalar(schema) ? printValue(value) : undefined,
        detail,
      );
  }
}

function isScalar(schema: Schema): boolean {
  return schema.type !== 'object' && schema.type !== 'array';
}
