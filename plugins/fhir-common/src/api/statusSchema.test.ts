import fs from 'node:fs';
import path from 'node:path';
import { defaultOperatorSettings } from '../operatorSettings';
import type { FhirSnapshot } from '../status/snapshot';
import { statusOf } from '../status/statusOf';
import type { JsonSchema } from './jsonSchema';
import { parseFhir } from './parseFhir';
import { statusSchema } from './statusSchema';

const FIXTURES = path.resolve(__dirname, '../status/fixtures');

describe('statusSchema', () => {
  it.each(fs.readdirSync(FIXTURES))(
    'takes the status of %s as the operator writes it',
    file => {
      expect(complaints(statusSchema, statusIn(file), 'status')).toEqual([]);
    },
  );

  it.each<[string, object, string]>([
    ['a field that it does not have', { phase: 'Ready' }, 'status.phase'],
    ['a text that is too long', { url: 'x'.repeat(3000) }, 'status.url'],
    [
      'a condition that is not whole',
      { conditions: [{ type: 'Ready' }] },
      'status.conditions[0].status',
    ],
  ])('does not take %s', (_, status, field) => {
    expect(complaints(statusSchema, status, 'status')).toContain(field);
  });
});

function statusIn(file: string): unknown {
  const text = fs.readFileSync(path.join(FIXTURES, file), 'utf8');
  const json: FhirSnapshot = JSON.parse(text);
  const fhir = json.specErrors ? json.fhir : parseFhir(json.fhir);
  const snapshot = { ...json, fhir };
  const now = '2026-10-01T10:00:00Z';
  return statusOf(snapshot, defaultOperatorSettings, now);
}

/** The fields that an API server would not take. */
function complaints(schema: JsonSchema, value: unknown, at: string): string[] {
  switch (schema.type) {
    case 'object':
      return ofObject(schema, Object(value), at);
    case 'array':
      return ofList(schema, value, at);
    case 'string':
      return fits(schema, value) ? [] : [at];
    default:
      return Number.isInteger(value) ? [] : [at];
  }
}

function ofObject(schema: JsonSchema, value: object, at: string): string[] {
  const { properties = {}, required = [] } = schema;
  const missing = required.filter(name => !(name in value));
  return [
    ...missing.map(name => `${at}.${name}`),
    ...Object.entries(value).flatMap(([name, entry]) => {
      const property = properties[name];
      return property
        ? complaints(property, entry, `${at}.${name}`)
        : [`${at}.${name}`];
    }),
  ];
}

function ofList(schema: JsonSchema, value: unknown, at: string): string[] {
  const { items = {}, maxItems = 0 } = schema;
  if (!Array.isArray(value) || value.length > maxItems) return [at];
  return value.flatMap((entry, index) =>
    complaints(items, entry, `${at}[${index}]`),
  );
}

function fits(schema: JsonSchema, value: unknown): boolean {
  const { maxLength = Infinity, pattern = '', enum: choices } = schema;
  return (
    typeof value === 'string' &&
    value.length <= maxLength &&
    new RegExp(pattern).test(value) &&
    (choices === undefined || choices.includes(value))
  );
}
