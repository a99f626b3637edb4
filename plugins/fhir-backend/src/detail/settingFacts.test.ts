import { FhirSpec, type FhirSpecInput } from '@fhir-on-aks/plugin-fhir-common';
import { settingFacts } from './settingFacts';

const minimal: FhirSpecInput = {
  fhirVersion: 'R4',
  identity: { type: 'None' },
  database: {
    server: 'sql.example.org',
    name: 'cardio',
    authentication: 'Secret',
    connectionStringSecret: { name: 'sql', key: 'connection' },
  },
  security: {
    mode: 'Enabled',
    authority: 'https://login.example.org',
    audience: 'api://fhir-cardio',
  },
  exposure: { host: 'cardio.example.org' },
};

const factsOf = (more: Partial<FhirSpecInput> = {}) =>
  settingFacts(FhirSpec.parse({ ...minimal, ...more }));
const line = (key: string, more?: Partial<FhirSpecInput>) => {
  const fact = factsOf(more).find(candidate => candidate.key === key);
  return [fact?.title, fact?.state, fact?.fact];
};

describe('settingFacts', () => {
  it('names every setting by the title that the form gives it', () => {
    expect(factsOf().map(({ title, state }) => `${title} ${state}`)).toEqual([
      'Audit on',
      'Sign-in on',
      'Roles on',
      'SMART on FHIR off',
      'Telemetry off',
      'Prometheus off',
      'Export off',
      'Import off',
      'Reindex on',
      'Convert data off',
      'Bulk delete off',
      'Bulk update off',
      'CORS off',
      'Throttling off',
      'Network policy off',
      'Deletion protection off',
    ]);
  });

  it.each<[string, string, Partial<FhirSpecInput>, unknown[]]>([
    ['audit as JSON', 'audit', {}, ['Audit', 'on', 'JSON lines']],
    [
      'audit as text',
      'audit',
      { audit: { format: 'Text' } },
      ['Audit', 'on', 'lines of text'],
    ],
    [
      'sign-in by its audience',
      'security',
      {},
      ['Sign-in', 'on', 'api://fhir-cardio'],
    ],
    [
      'no sign-in by what that means',
      'security',
      { security: { mode: 'Disabled' } },
      [
        'Sign-in',
        'off',
        'anyone who reaches the server reads and writes everything',
      ],
    ],
    [
      'roles of the server',
      'authorization',
      {},
      ['Roles', 'on', 'from claim roles'],
    ],
    [
      'own roles',
      'authorization',
      {
        authorization: { roles: [{ name: 'reader', dataActions: ['read'] }] },
      },
      ['Roles', 'on', '1 role from claim roles'],
    ],
    [
      'roles without sign-in: off, whatever their mode',
      'authorization',
      { security: { mode: 'Disabled' } },
      ['Roles', 'off', undefined],
    ],
    [
      'telemetry by where it goes',
      'telemetry',
      {
        telemetry: {
          provider: 'ApplicationInsights',
          connectionStringSecret: { name: 'ai', key: 'cs' },
        },
      },
      ['Telemetry', 'on', 'Application Insights'],
    ],
    [
      'export by its storage account',
      'export',
      {
        export: {
          mode: 'Enabled',
          storageAccountUri: 'https://stfhir.blob.core.windows.net',
        },
      },
      ['Export', 'on', 'stfhir.blob.core.windows.net'],
    ],
    [
      'reindex by its batches',
      'reindex',
      { reindex: { batchSize: 500 } },
      ['Reindex', 'on', 'batches of 500'],
    ],
    [
      'CORS by its origins',
      'cors',
      { cors: { mode: 'Enabled', origins: ['https://app.example.org'] } },
      ['CORS', 'on', 'https://app.example.org'],
    ],
    [
      'further settings by their number, never by their values',
      'settings',
      { settings: { 'FhirServer:A': 'secret', 'FhirServer:B': 'secret' } },
      ['Further settings', 'on', '2 keys'],
    ],
  ])('tells %s', (_, key, more, expected) => {
    expect(line(key, more)).toEqual(expected);
  });
});
