import type { JsonSchema } from '@fhir-on-aks/plugin-fhir-common';
import type { TextStream } from '../Environment';
import { paint } from './paint';

/** A field for people, as `kubectl explain` does: type, description, default, bounds, and the fields inside. */
export function explainLines(
  stream: TextStream,
  path: string,
  schema: JsonSchema,
  { recursive }: { recursive: boolean },
): string[] {
  const width = Math.min(stream.columns ?? 80, 100);
  const fields = fieldsOf(schema);
  return [
    `${paint(stream, 'bold', path)}  <${typeOf(schema)}>`,
    ...wrapped(description(schema), width, '  '),
    ...[...facts(schema), ...rules(schema)].flatMap(fact =>
      wrapped(fact, width, '  '),
    ),
    ...(fields.length > 0 ? ['', 'Fields:'] : []),
    ...fieldLines(stream, schema, { recursive, width, depth: 1 }),
  ];
}

interface Layout {
  recursive: boolean;
  width: number;
  depth: number;
}

function fieldLines(
  stream: TextStream,
  schema: JsonSchema,
  layout: Layout,
): string[] {
  const { recursive, width, depth } = layout;
  const indent = '  '.repeat(depth);
  const required = (schema.items ?? schema).required ?? [];
  return fieldsOf(schema).flatMap(([name, field]) => [
    `${indent}${paint(stream, 'bold', name)}  <${typeOf(field)}>${required.includes(name) ? '  required' : ''}`,
    ...wrapped(
      [description(field), ...facts(field)].filter(Boolean).join(' '),
      width,
      `${indent}  `,
    ),
    ...(recursive
      ? fieldLines(stream, field, { ...layout, depth: depth + 1 })
      : []),
  ]);
}

function fieldsOf(schema: JsonSchema): Array<[string, JsonSchema]> {
  return Object.entries((schema.items ?? schema).properties ?? {});
}

function typeOf(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.join(' | ');
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  const { type = 'object', additionalProperties } = schema;
  return typeof additionalProperties === 'object'
    ? `map of ${typeOf(additionalProperties)}`
    : type;
}

function description({ title, description: text }: JsonSchema): string {
  return text ?? (title ? `${title}.` : '');
}

function facts(schema: JsonSchema): string[] {
  const { default: usual, examples = [] } = schema;
  const [example] = examples;
  return [
    ...(usual === undefined || isEmpty(usual)
      ? []
      : [`Default: ${shown(usual)}.`]),
    ...bounds(schema),
    ...(example === undefined ? [] : [`Example: ${shown(example)}`]),
  ];
}

/** Told of the field that was asked for only: they are long. */
function rules({
  pattern,
  'x-kubernetes-validations': validations = [],
}: JsonSchema): string[] {
  return [
    ...(pattern ? [`Pattern: ${pattern}`] : []),
    ...validations.map(({ message }) => `Rule: ${message}.`),
  ];
}

function bounds(schema: JsonSchema): string[] {
  const between = (
    what: string,
    least: number | undefined,
    most: number | undefined,
  ) => {
    if (least === undefined && most === undefined) return [];
    if (least === undefined) return [`${what}: at most ${most}.`];
    if (most === undefined) return [`${what}: at least ${least}.`];
    return [`${what}: ${least} to ${most}.`];
  };
  return [
    ...between('Value', schema.minimum, schema.maximum),
    ...between('Length', schema.minLength, schema.maxLength),
    ...between(
      'Entries',
      schema.minItems,
      schema.maxItems ?? schema.maxProperties,
    ),
  ];
}

/** A default of `{}` only says that the fields inside have theirs. */
function isEmpty(value: unknown): boolean {
  return JSON.stringify(value) === '{}';
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function wrapped(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && indent.length + longer.length <= width) {
      lines[lines.length - 1] = longer;
    } else lines.push(word);
  }
  return lines.map(line => indent + line);
}
