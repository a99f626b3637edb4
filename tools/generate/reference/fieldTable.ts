import type { JsonSchema } from '@fhir-on-aks/plugin-fhir-common';
import { describeType } from './describeType';

/** A Markdown table of fields, those of objects inside with their path. */
export function fieldTable(schema: JsonSchema, prefix = ''): string[] {
  return [
    '| Field | Type | Default | |',
    '| --- | --- | --- | --- |',
    ...rows(schema, prefix),
  ];
}

function rows(schema: JsonSchema, prefix: string): string[] {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).flatMap(([name, property]) => {
    const path = `${prefix}${name}`;
    const inner = property.items?.properties ? property.items : property;
    const isList = inner !== property;
    return [
      row(path, property, required.includes(name)),
      ...(inner.properties ? rows(inner, `${path}${isList ? '[]' : ''}.`) : []),
    ];
  });
}

function row(path: string, schema: JsonSchema, isRequired: boolean): string {
  const cells = [
    `\`${path}\``,
    describeType(schema),
    isRequired ? '**required**' : shownDefault(schema),
    [schema.description, example(schema), rules(schema)]
      .filter(Boolean)
      .join(' '),
  ];
  return `| ${cells.map(escaped).join(' | ')} |`;
}

// An object whose fields have the defaults has `{}`.
function shownDefault({ default: value, properties }: JsonSchema): string {
  const isOfFields = properties && Object.keys(Object(value)).length === 0;
  if (value === undefined || isOfFields) return '';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function example({ examples: [first] = [] }: JsonSchema): string {
  if (first === undefined) return '';
  return `Example: \`${typeof first === 'string' ? first : JSON.stringify(first)}\`.`;
}

function rules(schema: JsonSchema): string {
  return (schema['x-kubernetes-validations'] ?? [])
    .map(({ message }) => `Rule: ${message}.`)
    .join(' ');
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
