import type { z } from 'zod';
import type { FieldIssue } from './InvalidInputError';
import { jsonSchemaOf, schemaAt, type JsonSchema } from './jsonSchema';

type Path = ReadonlyArray<PropertyKey>;
type ZodIssue = z.core.$ZodIssue;

const SECRET_FIELD = /secret|password|token|credential/i;
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
      ...explain(issue, value, schemaAt(json, issue.path)),
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
  const near = nearest(String(path[path.length - 1]), known);
  return {
    field: fieldName(path),
    value: shownValue(path, value),
    message: 'is not a field',
    remedy: near
      ? `did you mean ${near}?`
      : `use one of ${known.join(', ')}, or leave it out`,
  };
}

function explain(
  issue: ZodIssue,
  value: unknown,
  schema: JsonSchema | undefined,
): Pick<FieldIssue, 'message' | 'remedy'> {
  const example = exampleOf(schema);
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined
        ? { message: 'is missing', remedy: `set it${example}` }
        : {
            message: `must be ${withArticle(issue.expected)}`,
            remedy: `write ${withArticle(issue.expected)}${example}`,
          };
    case 'invalid_value': {
      const choices = issue.values.map(String).join(', ');
      return value === undefined
        ? { message: 'is missing', remedy: `choose one of ${choices}` }
        : {
            message: 'is not one of the choices',
            remedy: `choose one of ${choices}`,
          };
    }
    case 'invalid_format':
      return {
        message: 'does not have the right form',
        remedy: rightForm(schema, example),
      };
    case 'too_small':
      return {
        message: `must ${haveOrBe(issue.origin)} at least ${amount(issue.minimum, issue.origin)}`,
        remedy: `set ${isSize(issue.origin) ? 'more' : 'a greater number'}${example}`,
      };
    case 'too_big':
      return {
        message: `must ${haveOrBe(issue.origin)} at most ${amount(issue.maximum, issue.origin)}`,
        remedy: `set ${isSize(issue.origin) ? 'less' : 'a smaller number'}${example}`,
      };
    case 'custom':
      return {
        message: issue.message,
        remedy:
          value === undefined
            ? `set ${String(issue.path[issue.path.length - 1])}${example}`
            : 'change one of the two',
      };
    case 'invalid_key':
      return {
        message: 'has a key that does not have the right form',
        remedy: 'shorten or correct the key',
      };
    default:
      return { message: issue.message, remedy: `correct it${example}` };
  }
}

function rightForm(schema: JsonSchema | undefined, example: string): string {
  const { description, pattern, format = 'the right form' } = schema ?? {};
  if (!description) return `write something that matches ${pattern ?? format}`;
  const form = pattern ? `matching ${pattern}` : `as a ${format}`;
  return `write ${lowerFirst(description).replace(/\.$/, '')}${example || `, ${form}`}`;
}

function exampleOf(schema: JsonSchema | undefined): string {
  const example = schema?.examples?.[0];
  if (example === undefined) return '';
  return `, for example ${typeof example === 'string' ? example : JSON.stringify(example)}`;
}

function isSize(origin: string): boolean {
  return ['string', 'array', 'set', 'map', 'record'].includes(origin);
}

function haveOrBe(origin: string): string {
  return isSize(origin) ? 'have' : 'be';
}

function amount(count: number | bigint, origin: string): string {
  if (!isSize(origin)) return `${count}`;
  const one = Number(count) === 1;
  if (origin === 'string')
    return `${count} ${one ? 'character' : 'characters'}`;
  return `${count} ${one ? 'entry' : 'entries'}`;
}

function withArticle(type: string): string {
  switch (type) {
    case 'int':
      return 'a whole number';
    case 'array':
      return 'a list';
    case 'object':
    case 'record':
      return 'a map';
    case 'string':
      return 'a text';
    default:
      return `a ${type}`;
  }
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

function nearest(name: string, known: string[]): string | undefined {
  const [best] = known
    .map(candidate => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(2, name.length / 3)
    ? best.candidate
    : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1]?.toLowerCase() === b[j - 1]?.toLowerCase();
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (same ? 0 : 1),
        ),
      );
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

// A name keeps its capital letter.
const NAMES = /^(?:Azure|Entra|Kubernetes|[A-Z]\w*[A-Z])/;

function lowerFirst(text: string): string {
  if (NAMES.test(text)) return text;
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
