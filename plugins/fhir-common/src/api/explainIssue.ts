import type { z } from 'zod';
import type { FieldIssue } from './InvalidInputError';
import type { JsonSchema } from './jsonSchema';

type ZodIssue = z.core.$ZodIssue;
type Words = Pick<FieldIssue, 'message' | 'remedy'>;

// A name keeps its capital letter.
const NAMES = /^(?:Azure|Entra|Kubernetes|[A-Z]\w*[A-Z])/;

/** What is wrong with a value and what to do about it, in words for a person. `schema` is that of the value. */
export function explainIssue(
  issue: ZodIssue,
  value: unknown,
  schema: JsonSchema | undefined,
): Words {
  const example = exampleOf(schema);
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, value, example);
    case 'invalid_value':
      return wrongChoice(issue.values.map(String), value);
    case 'invalid_format':
      return {
        message: 'does not have the right form',
        remedy: rightForm(schema, example),
      };
    case 'too_small':
      return outside('at least', issue.minimum, issue.origin, example);
    case 'too_big':
      return outside('at most', issue.maximum, issue.origin, example);
    case 'custom':
      return brokenRule(issue, value, example);
    case 'invalid_key':
      return {
        message: 'has a key that does not have the right form',
        remedy: 'shorten or correct the key',
      };
    default:
      return { message: issue.message, remedy: `correct it${example}` };
  }
}

function wrongType(expected: string, value: unknown, example: string): Words {
  if (value === undefined) {
    return { message: 'is missing', remedy: `set it${example}` };
  }
  const type = withArticle(expected);
  return { message: `must be ${type}`, remedy: `write ${type}${example}` };
}

function wrongChoice(choices: string[], value: unknown): Words {
  return {
    message: value === undefined ? 'is missing' : 'is not one of the choices',
    remedy: `choose one of ${choices.join(', ')}`,
  };
}

function outside(
  side: 'at least' | 'at most',
  bound: number | bigint,
  origin: string,
  example: string,
): Words {
  const [more, less] = isSize(origin)
    ? ['more', 'less']
    : ['a greater number', 'a smaller number'];
  return {
    message: `must ${isSize(origin) ? 'have' : 'be'} ${side} ${amount(bound, origin)}`,
    remedy: `set ${side === 'at least' ? more : less}${example}`,
  };
}

function brokenRule(
  { message, path }: ZodIssue,
  value: unknown,
  example: string,
): Words {
  const remedy =
    value === undefined
      ? `set ${String(path[path.length - 1])}${example}`
      : 'change one of the two';
  return { message, remedy };
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

function lowerFirst(text: string): string {
  if (NAMES.test(text)) return text;
  return text.charAt(0).toLowerCase() + text.slice(1);
}
