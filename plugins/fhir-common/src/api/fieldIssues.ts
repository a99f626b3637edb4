import type { z } from 'zod';
import { explainIssue } from './explainIssue';
import type { FieldIssue } from './InvalidInputError';
import { isRecord } from './isRecord';
import { jsonSchemaOf, schemaAt, type JsonSchema } from './jsonSchema';
import { nearestName } from './nearestName';

type Path = ReadonlyArray<PropertyKey>;

const SECRET_FIELD = /secret|password|token/i;
const LONGEST_VALUE = 80;

/** The issues of a failed parse in words for a person. `root` is put before every path, such as `spec`. */
export function fieldIssues(
  error: z.ZodError,
  schema: z.ZodType,
  input: unknown,
  root: string[] = [],
): FieldIssue[] {
  const json = jsonSchemaOf(schema);
  return error.issues.map(issue => {
    const value = valueAt(input, issue.path);
    return {
      field: fieldName([...root, ...issue.path]),
      value: shownValue([...root, ...issue.path], value),
      ...explainIssue(issue, value, schemaAt(json, issue.path)),
    };
  });
}

/** Fields that the schema does not have, each with the nearest one that it has. */
export function unknownFields(
  schema: z.ZodType,
  input: unknown,
  root: string[] = [],
): FieldIssue[] {
  return unknownUnder(jsonSchemaOf(schema), input, root);
}

/** `['roles', 1, 'name']` → `roles[1].name`. */
function fieldName(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    const name = String(key);
    const plain = /^[A-Za-z0-9_-]+$/.test(name);
    if (!plain) return `${text}["${name}"]`;
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

function unknownUnder(
  schema: JsonSchema,
  input: unknown,
  path: Path,
): FieldIssue[] {
  if (Array.isArray(input)) {
    const { items } = schema;
    return items
      ? input.flatMap((entry, index) =>
          unknownUnder(items, entry, [...path, index]),
        )
      : [];
  }
  if (!isRecord(input) || !schema.properties) return [];
  const known = schema.properties;
  return Object.entries(input).flatMap(([key, value]) => {
    const property = Object.hasOwn(known, key) ? known[key] : undefined;
    if (property) return unknownUnder(property, value, [...path, key]);
    return [unknownField([...path, key], value, Object.keys(known))];
  });
}

function unknownField(path: Path, value: unknown, known: string[]): FieldIssue {
  const near = nearestName(String(path[path.length - 1]), known);
  return {
    field: fieldName(path),
    value: shownValue(path, value),
    message: 'is not a field',
    remedy: near
      ? `did you mean ${near}?`
      : `use one of ${known.join(', ')}, or leave it out`,
  };
}

function shownValue(path: Path, value: unknown): string {
  if (value === undefined) return '';
  const hidden =
    path.some(key => SECRET_FIELD.test(String(key))) ||
    path.includes('settings');
  if (hidden) return '(not shown)';
  if (value !== null && typeof value === 'object') {
    return Array.isArray(value) ? '[…]' : '{…}';
  }
  const text = typeof value === 'string' ? JSON.stringify(value) : `${value}`;
  return text.length > LONGEST_VALUE
    ? `${text.slice(0, LONGEST_VALUE)}…`
    : text;
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      at !== null && typeof at === 'object' ? Reflect.get(at, key) : undefined,
    input,
  );
}
