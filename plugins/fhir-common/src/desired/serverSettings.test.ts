import { FhirSpec } from '../api/fhirSpec';
import { fhirWith, noIdentity, podIdentity } from '../testing/fhirWith';
import { serverSettings } from './serverSettings';
import { isDeadSetting, isKnownSetting } from './settingKeys';
import settings from './settingKeys/settings.json';
import furtherSettings from './settingKeys/settings-extra.json';

const storage = {
  mode: 'Enabled',
  storageAccountUri: 'https://stfhir.blob.core.windows.net',
};
const everything = fhirWith({
  security: {
    ...fhirWith().spec.security,
    smartOnFhir: 'Enabled',
  },
  audit: {
    customHeaderPrefix: 'X-AUDIT-',
    principalClaims: ['oid', 'appid', 'sub'],
  },
  telemetry: {
    provider: 'ApplicationInsights',
    connectionStringSecret: { name: 'insights', key: 'connectionString' },
    prometheus: 'Enabled',
  },
  export: storage,
  import: storage,
  convertData: { mode: 'Enabled', registries: ['acrfhir.azurecr.io'] },
  bulkDelete: { mode: 'Enabled' },
  bulkUpdate: { mode: 'Enabled' },
  reindex: {
    mode: 'Enabled',
    batchSize: 1000,
    writeBatchSize: 500,
    maximumConcurrency: 4,
  },
  cors: {
    mode: 'Enabled',
    origins: ['https://a.example.org', 'https://b.example.org'],
    headers: ['authorization'],
    methods: ['GET'],
    credentials: 'Enabled',
  },
  throttling: { mode: 'Enabled' },
  bundles: { parallelTransactions: 'Enabled' },
  versioning: { resourceTypes: { Observation: 'no-version' } },
}).spec;
const nothing = fhirWith({
  security: { mode: 'Disabled' },
  authorization: { mode: 'Disabled' },
  database: { ...fhirWith().spec.database, schemaUpgrades: 'External' },
  reindex: { mode: 'Disabled' },
}).spec;

const types = new Map(
  [...settings, ...furtherSettings].map(({ key, type }) => [key, type]),
);

describe('serverSettings', () => {
  it.each(Object.entries(serverSettings(everything)))(
    '%s is a key that the server reads, with a value of its type',
    (key, value) => {
      expect(isKnownSetting(key)).toBe(true);
      expect(isDeadSetting(key)).toBe(false);
      expect(value).toMatch(formOf(types.get(key)));
      expect(value).not.toMatch(/password|pwd/i);
    },
  );

  it('writes every switch both ways, because what is left out is often on', () => {
    const on = switches(serverSettings(everything));
    const off = switches(serverSettings(nothing));
    expect(Object.keys(off).sort()).toEqual(Object.keys(on).sort());
    const always = ['SqlServer:AllowDatabaseCreation', 'TaskHosting:Enabled'];
    const same = Object.keys(on).filter(key => on[key] === off[key]);
    expect(same.sort()).toEqual(always);
  });

  it('numbers the values of a list from zero', () => {
    const keys = Object.keys(serverSettings(everything));
    expect(keys).toEqual(
      expect.arrayContaining([
        'FhirServer:Cors:Origins:0',
        'FhirServer:Cors:Origins:1',
        'FhirServer:Security:PrincipalClaims:2',
        'FhirServer:Security:Authorization:ScopesClaim:0',
      ]),
    );
  });

  it.each<[string, Record<string, unknown>, Record<string, string>]>([
    [
      'never stays with the data store of the image',
      {},
      { DataStore: 'SqlServer' },
    ],
    [
      'asks for a token, with the authority and the audience as they are written',
      {},
      {
        'FhirServer:Security:Enabled': 'true',
        'FhirServer:Security:Authorization:Enabled': 'true',
        'FhirServer:Security:Authentication:Audience': 'api://fhir-cardio',
        'FhirServer:Security:EnableAadSmartOnFhirProxy': 'false',
      },
    ],
    [
      'has no roles without sign-in',
      { security: { mode: 'Disabled', smartOnFhir: 'Enabled' } },
      {
        'FhirServer:Security:Enabled': 'false',
        'FhirServer:Security:Authorization:Enabled': 'false',
        'FhirServer:Security:EnableAadSmartOnFhirProxy': 'false',
      },
    ],
    [
      'repeats a single principal claim, so that none of the image stays',
      { audit: { principalClaims: ['oid'] } },
      {
        'FhirServer:Security:PrincipalClaims:0': 'oid',
        'FhirServer:Security:PrincipalClaims:1': 'oid',
      },
    ],
    [
      'keeps audit lines from being silenced',
      {},
      { 'Logging:LogLevel:Microsoft.Health': 'Information' },
    ],
    [
      'exports to the storage account',
      { export: storage },
      {
        'FhirServer:Operations:Export:Enabled': 'true',
        'FhirServer:Operations:Export:StorageAccountUri':
          'https://stfhir.blob.core.windows.net',
        'FhirServer:Operations:Import:Enabled': 'false',
      },
    ],
    [
      'leaves schema upgrades to the server only when it shall',
      { database: { ...fhirWith().spec.database, schemaUpgrades: 'Job' } },
      {
        'SqlServer:Initialize': 'false',
        'SqlServer:SchemaOptions:AutomaticUpdatesEnabled': 'false',
        'SqlServer:AllowDatabaseCreation': 'false',
      },
    ],
    [
      'allows all methods when none is named',
      { cors: { mode: 'Enabled', origins: ['*'] } },
      { 'FhirServer:Cors:Methods:0': '*', 'FhirServer:Cors:Origins:0': '*' },
    ],
    [
      'measures jobs for whoever looks',
      { telemetry: { prometheus: 'Enabled' } },
      {
        'PrometheusMetrics:enabled': 'true',
        'PrometheusMetrics:port': '1234',
        'FhirServer:CoreFeatures:EnableJobMonitor': 'true',
      },
    ],
    [
      'writes the policies of resource types as one map',
      { versioning: { resourceTypes: { Observation: 'no-version' } } },
      {
        'FhirServer:CoreFeatures:Versioning:ResourceTypeOverrides':
          '{"Observation":"no-version"}',
      },
    ],
  ])('%s', (_, changes, expected) => {
    expect(serverSettings(fhirWith(changes).spec)).toMatchObject(expected);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      'a storage account of what is off',
      { export: { ...storage, mode: 'Disabled' } },
      /StorageAccountUri/,
    ],
    [
      'origins of CORS that is off',
      { cors: { origins: ['*'] } },
      /Cors:(Origins|Methods|Headers)/,
    ],
    ['limits of throttling that is off', {}, /Throttling:Concurrent/],
    ['a connection string that is a secret', noIdentity, /ConnectionString/],
    [
      'policies of resource types when there are none',
      {},
      /ResourceTypeOverrides/,
    ],
  ])('does not write %s', (_, changes, pattern) => {
    const keys = Object.keys(serverSettings(fhirWith(changes).spec));
    expect(keys.filter(key => pattern.test(key))).toEqual([]);
  });

  it('never allows credentials to an origin that is any', () => {
    const all = ['Enabled', 'Disabled'] as const;
    const specs = all.flatMap(mode =>
      all.map(credentials => ({
        ...fhirWith().spec,
        cors: { ...fhirWith().spec.cors, mode, credentials, origins: ['*'] },
      })),
    );
    const accepted = specs.filter(spec => FhirSpec.safeParse(spec).success);
    expect(accepted).toHaveLength(3);
    for (const spec of accepted) {
      const written = serverSettings(spec);
      const any = Object.values(written).includes('*');
      expect(any && written['FhirServer:Cors:AllowCredentials']).not.toBe(
        'true',
      );
    }
  });

  it.each([
    [
      'the identity of the pods',
      {},
      'Server=tcp:sql-fhir.database.windows.net,1433;Initial Catalog=fhir-cardio;Authentication=Active Directory Workload Identity;Encrypt=Mandatory;TrustServerCertificate=False;Connection Timeout=30;Max Pool Size=100',
    ],
    [
      'the managed identity of the pod',
      podIdentity,
      'Server=tcp:sql-fhir.database.windows.net,1433;Initial Catalog=fhir-cardio;Authentication=Active Directory Managed Identity;User Id=7a1c4f0e-3a55-4c39-9a0c-7f3a54d7b7aa;Encrypt=Mandatory;TrustServerCertificate=False;Connection Timeout=30;Max Pool Size=100',
    ],
    ['a secret that stays where it is', noIdentity, undefined],
  ])('signs in to the database with %s', (_, changes, connection) => {
    const written = serverSettings(fhirWith(changes).spec);
    expect(written['SqlServer:ConnectionString']).toBe(connection);
  });
});

function formOf(type: string | undefined): RegExp {
  if (type === 'boolean') return /^(true|false)$/;
  return type === 'integer' ? /^\d+$/ : /./;
}

function switches(written: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(written).filter(([, value]) => /^(true|false)$/.test(value)),
  );
}
