import {
  FleetConfig,
  jsonSchemaOf,
  type JsonSchema,
} from '@fhir-on-aks/plugin-fhir-common';
import fs from 'node:fs';
import path from 'node:path';

const declared = fs.readFileSync(
  path.resolve(__dirname, '../config.d.ts'),
  'utf8',
);

/** All fields of a schema, at any depth. */
function fieldsOf({ properties, items }: JsonSchema): string[] {
  return [
    ...(items ? fieldsOf(items) : []),
    ...Object.entries(properties ?? {}).flatMap(([name, inner]) => [
      name,
      ...fieldsOf(inner),
    ]),
  ];
}

describe('config.d.ts', () => {
  const fields = [...new Set(fieldsOf(jsonSchemaOf(FleetConfig)))].sort();

  it('declares every field of the fleet configuration, so that config:check knows them', () => {
    expect(fields).toContain('oidcIssuer');
    const missing = fields.filter(
      name => !new RegExp(`^\\s+${name}\\??:`, 'm').test(declared),
    );
    expect(missing).toEqual([]);
  });

  it('keeps the secret of a service principal out of logs and out of the browser', () => {
    expect(declared).toMatch(
      /@visibility secret\n\s+\*\/\n\s+clientSecret\?: string/,
    );
    expect(declared).not.toContain('@visibility frontend');
  });
});
