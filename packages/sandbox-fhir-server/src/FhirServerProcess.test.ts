import {
  desiredObjects,
  parseFhir,
  parseOperatorSettings,
} from '@fhir-on-aks/plugin-fhir-common';
import { valueAt } from '@fhir-on-aks/sandbox-kubernetes';
import { baseEnvironment, TestServer } from './__testUtils__/TestServer';

async function health(server: TestServer) {
  const { status, json } = await server.ask('GET', '/health/check');
  return [status, valueAt(json, 'overallStatus')];
}

describe('a start', () => {
  it('opens the port when the schema is there, and is Degraded until the storage is initialized', async () => {
    const server = new TestServer();
    await server.pass(1);
    expect(await server.askMaybe('GET', '/health/check')).toBeUndefined();
    expect(server.log).toContain(
      'Initializing schema of sample: current version 0, target version 116',
    );
    await server.pass(1);
    expect(await health(server)).toEqual([200, 'Degraded']);
    expect((await server.ask('GET', '/health/check')).body).toContain(
      'Storage is initializing. Waited: 0s.',
    );
    await server.pass(2);
    expect(await health(server)).toEqual([200, 'Healthy']);
    expect(server.changes).toBe(2);
    expect(server.exitCode).toBeUndefined();
  });

  it('is quick when another replica has made the schema', async () => {
    const first = await TestServer.start();
    const second = new TestServer({
      clock: first.clock,
      databases: first.databases,
    });
    await second.pass(0.7);
    expect(await second.askMaybe('GET', '/health/check')).toBeDefined();
    expect(second.log).not.toContain('Initializing schema');
  });

  it('without a schema and without the right to make one is Degraded for five minutes, then Unhealthy', async () => {
    const server = await TestServer.start({
      env: { SqlServer__SchemaOptions__AutomaticUpdatesEnabled: 'false' },
    });
    expect(await health(server)).toEqual([200, 'Degraded']);
    await server.pass(300);
    expect(await health(server)).toEqual([503, 'Unhealthy']);
  });

  it('with the settings that the operator writes reads every one of them', async () => {
    const fhir = parseFhir({
      apiVersion: 'fhir-on-aks.io/v1alpha1',
      kind: 'Fhir',
      metadata: { name: 'sample', namespace: 'fhir' },
      spec: {
        fhirVersion: 'R4',
        identity: {
          type: 'WorkloadIdentity',
          clientId: '7a1c4f0e-3a55-4c39-9a0c-7f3a54d7b7aa',
        },
        database: {
          server: 'sql-sandbox.database.windows.net',
          name: 'sample',
        },
        security: {
          mode: 'Enabled',
          authority: 'https://login.example.org/tenant/v2.0',
          audience: 'api://sample',
        },
        export: {
          mode: 'Enabled',
          storageAccountUri: 'https://account.blob.core.windows.net',
        },
        exposure: { host: 'sample.example.org' },
      },
    });
    const settings = desiredObjects(fhir, parseOperatorSettings({})).find(
      ({ kind, metadata }) =>
        kind === 'ConfigMap' && metadata.name === 'sample',
    );
    const data = valueAt(settings, 'data') ?? {};
    const server = await TestServer.start({
      env: Object.fromEntries(
        Object.entries(data).map(([key, value]) => [key, String(value)]),
      ),
    });
    expect(server.log).not.toMatch(
      /is not known to the server|is no longer read/,
    );
    expect(await health(server)).toEqual([200, 'Healthy']);
  });
});

describe('a setting that is wrong', () => {
  it.each([
    [
      'the store is not SQL',
      { DataStore: 'CosmosDb' },
      'Cosmos DB support ended on 2026-09-30. Set DataStore to SqlServer.',
    ],
    [
      'there is no connection string',
      { SqlServer__ConnectionString: '' },
      'SqlServer:ConnectionString must name a server and a database (Initial Catalog).',
    ],
    [
      'the connection string names no database',
      { SqlServer__ConnectionString: 'Server=x' },
      'must name a server and a database',
    ],
    [
      'a flag is no boolean',
      { FhirServer__Operations__Export__Enabled: 'yes' },
      "System.InvalidOperationException: Failed to convert configuration value 'yes' at 'FhirServer:Operations:Export:Enabled' to type 'System.Boolean'.",
    ],
  ])('ends the process: %s', async (_case, env, message) => {
    const server = await TestServer.start({ env });
    expect(server.exitCode).toBe(139);
    expect(server.log).toContain(message);
    expect(server.log).toMatch(/^Unhandled exception\. /m);
    expect(await server.askMaybe('GET', '/$versions')).toBeUndefined();
  });

  it.each([
    ['no JSON', '{', 'The authorization role definition is no JSON.'],
    [
      'an action that is not known',
      '{"roles":[{"name":"a","dataActions":["fly"],"notDataActions":[],"scopes":["/"]}]}',
      "invalid at 'roles.0.dataActions.0'",
    ],
    [
      'a name with a digit',
      '{"roles":[{"name":"a1","dataActions":["*"],"notDataActions":[],"scopes":["/"]}]}',
      "invalid at 'roles.0.name'",
    ],
    [
      'the same name twice',
      '{"roles":[{"name":"a","dataActions":["*"],"notDataActions":[],"scopes":["/"]},{"name":"A","dataActions":["*"],"notDataActions":[],"scopes":["/"]}]}',
      "There are multiple roles with the name 'A'",
    ],
  ])('ends the process: roles.json with %s', async (_case, roles, message) => {
    const server = await TestServer.start({
      files: { '/app/roles.json': roles },
    });
    expect(server.exitCode).toBe(139);
    expect(server.log).toContain(message);
  });

  it('that no server reads is named in the log, and changes nothing', async () => {
    const server = await TestServer.start({
      env: {
        FhirServer__Operations__Exprot__Enabled: 'true',
        FhirServer__Operations__Reindex__ReindexDelayMultiplier: '3',
        SOMETHING_ELSE: 'x',
      },
    });
    expect(server.log).toContain(
      "The setting 'FhirServer:Operations:Exprot:Enabled' is not known to the server and has no effect.",
    );
    expect(server.log).toContain(
      "The setting 'FhirServer:Operations:Reindex:ReindexDelayMultiplier' is no longer read by the server and has no effect.",
    );
    expect(server.log).not.toContain('SOMETHING_ELSE');
    expect(await health(server)).toEqual([200, 'Healthy']);
  });
});

describe('a database that refuses', () => {
  it('is asked three times, then the start has failed with its words', async () => {
    let asked = 0;
    const server = await TestServer.start({
      connect: async () => {
        asked++;
        return 'AADSTS70021: No matching federated identity record found for presented assertion.';
      },
    });
    await server.pass(5);
    expect(asked).toBe(3);
    expect(server.exitCode).toBe(139);
    expect(server.log).toContain(
      'Unhandled exception. Microsoft.Data.SqlClient.SqlException (0x80131904): AADSTS70021: No matching federated identity record',
    );
  });

  it('and then does not lets the start go on', async () => {
    const refusals: (string | undefined)[] = ['Login failed', undefined];
    const server = await TestServer.start({
      connect: async () => refusals.shift(),
    });
    await server.pass(5);
    expect(await health(server)).toEqual([200, 'Healthy']);
    expect(server.log).toContain(
      'Attempt 1: cannot open a connection to sql-sandbox.database.windows.net: Login failed',
    );
  });
});

describe('faults', () => {
  it('slow-start keeps the port closed until it is taken off', async () => {
    let slow = true;
    const server = await TestServer.start({
      fault: () => (slow ? 'slow-start' : undefined),
    });
    await server.pass(60);
    expect(await server.askMaybe('GET', '/health/check')).toBeUndefined();
    slow = false;
    await server.pass(6);
    expect(await health(server)).toEqual([200, 'Healthy']);
  });

  it('degraded shows in the health and nowhere else', async () => {
    const server = await TestServer.start({ fault: () => 'degraded' });
    expect(await health(server)).toEqual([200, 'Degraded']);
    expect((await server.ask('GET', '/health/check')).body).toContain(
      'CustomerManagedKeyAccessLost',
    );
    expect((await server.ask('GET', '/Patient')).status).toBe(200);
  });
});

describe('the log', () => {
  it.each([
    [
      'text',
      'simple',
      /^info: Microsoft.Hosting.Lifetime\[0\]\n {6}Now listening on/m,
    ],
    [
      'JSON lines',
      'json',
      /^\{"Timestamp":"2026-11-24T.*"Category":"Microsoft.Hosting.Lifetime","Message":"Now listening on/m,
    ],
  ])('is %s with the formatter %s', async (_case, formatter, pattern) => {
    const server = await TestServer.start({
      env: { Logging__Console__FormatterName: formatter },
    });
    expect(server.log).toMatch(pattern);
  });
});

describe('a process that is stopped', () => {
  it('answers no more, and does not exit by itself', async () => {
    const server = await TestServer.start();
    server.process.stop();
    await server.pass(10);
    expect(await server.askMaybe('GET', '/metadata')).toBeUndefined();
    expect(server.exitCode).toBeUndefined();
  });
});

describe('metrics', () => {
  it.each([
    ['are served on their port when they are on', 'true', 1234, 200],
    ['are not on the port of FHIR', 'true', 9999, undefined],
    ['are not there when they are off', 'false', 1234, undefined],
  ])('%s', async (_case, enabled, port, status) => {
    const server = await TestServer.start({
      env: { PrometheusMetrics__enabled: enabled },
    });
    expect((await server.askMaybe('GET', '/metrics', { port }))?.status).toBe(
      status,
    );
  });
});

it('reads its keys in any case, and a JSON object as a section', async () => {
  const server = await TestServer.start({
    env: {
      ...baseEnvironment,
      fhirserver__corefeatures__SOFTWARENAME: 'Cardio',
      FhirServer__CoreFeatures__Versioning__ResourceTypeOverrides:
        '{"Patient":"no-version"}',
    },
  });
  const { json } = await server.ask('GET', '/metadata');
  expect(valueAt(json, 'software', 'name')).toBe('Cardio');
  const id = await server.create({ resourceType: 'Patient' });
  await server.ask('PUT', `/Patient/${id}`, {
    body: { resourceType: 'Patient', id, active: true },
  });
  const history = await server.ask('GET', `/Patient/${id}/_history`);
  expect(valueAt(history.json, 'total')).toBe(1);
});
