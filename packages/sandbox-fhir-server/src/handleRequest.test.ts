import { listAt, valueAt } from '@fhir-on-aks/sandbox-kubernetes';
import type { FhirVersion } from './fhirModel';
import { TestServer } from './__testUtils__/TestServer';

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start();
});

const patient = {
  resourceType: 'Patient',
  name: [{ family: 'Fischer', given: ['Anna'] }],
  gender: 'female',
  birthDate: '1980-03-01',
};

function diagnostics(json: unknown) {
  return valueAt(listAt(json, 'issue')[0], 'diagnostics');
}

describe('/metadata', () => {
  it.each<[FhirVersion, string]>([
    ['Stu3', '3.0.2'],
    ['R4', '4.0.1'],
    ['R4B', '4.3.0'],
    ['R5', '5.0.0'],
  ])('of an image for %s says %s', async (version, fhirVersion) => {
    const other = await TestServer.start({ version });
    const { status, headers, json } = await other.ask('GET', '/metadata');
    expect([status, headers['content-type']]).toEqual([
      200,
      'application/fhir+json; charset=utf-8',
    ]);
    expect(json).toMatchObject({
      resourceType: 'CapabilityStatement',
      fhirVersion,
      software: { name: 'Microsoft FHIR Server', version: '5.0.30' },
    });
  });

  it.each([
    ['Export', ['export', 'patient-export', 'group-export']],
    ['Reindex', ['reindex', 'resource-reindex']],
    ['ConvertData', ['convert-data']],
    ['Import', ['import']],
    ['BulkDelete', ['bulk-delete']],
    ['BulkUpdate', ['bulk-update']],
  ])(
    'names %s when it is on, and not when it is off',
    async (feature, operations) => {
      for (const on of [true, false]) {
        const other = await TestServer.start({
          env: { [`FhirServer__Operations__${feature}__Enabled`]: String(on) },
        });
        const { json } = await other.ask('GET', '/metadata');
        const [rest] = listAt(json, 'rest');
        const named = listAt(rest, 'operation').map(one =>
          valueAt(one, 'name'),
        );
        for (const operation of operations)
          expect(named.includes(operation)).toBe(on);
      }
    },
  );

  it('keeps the URL of the first request, as upstream does; links follow each request', async () => {
    const other = await TestServer.start();
    await other.ask('GET', '/metadata', {
      headers: { host: '10.244.0.4:8080' },
    });
    const { json } = await other.ask('GET', '/metadata', {
      headers: {
        'x-forwarded-proto': 'https',
        'x-forwarded-host': 'sample.example.org',
      },
    });
    expect(json).toMatchObject({
      url: 'http://10.244.0.4:8080/metadata',
      implementation: { url: 'https://sample.example.org' },
    });
  });

  it('does not believe forwarded headers when they are switched off', async () => {
    const other = await TestServer.start({
      env: { ASPNETCORE_FORWARDEDHEADERS_ENABLED: 'false' },
    });
    const { json } = await other.ask('GET', '/metadata', {
      headers: { 'x-forwarded-host': 'evil.example.org' },
    });
    expect(valueAt(json, 'url')).toBe('http://sample.localhost/metadata');
  });
});

describe('one resource', () => {
  it('is created, read, updated, read in an old version, deleted, and gone', async () => {
    const created = await server.ask('POST', '/Patient', { body: patient });
    const id = String(valueAt(created.json, 'id'));
    expect(created).toMatchObject({
      status: 201,
      headers: {
        etag: 'W/"1"',
        location: `http://sample.localhost/Patient/${id}/_history/1`,
      },
    });
    expect(valueAt(created.json, 'meta')).toEqual({
      versionId: '1',
      lastUpdated: '2026-11-24T00:00:10.000Z',
    });
    expect(await server.ask('GET', `/Patient/${id}`)).toMatchObject({
      status: 200,
      headers: { etag: 'W/"1"' },
    });
    const updated = await server.ask('PUT', `/Patient/${id}`, {
      body: { ...patient, id, active: true },
    });
    expect(updated).toMatchObject({ status: 200, headers: { etag: 'W/"2"' } });
    expect(
      (await server.ask('GET', `/Patient/${id}/_history/1`)).json,
    ).not.toHaveProperty('active');
    expect((await server.ask('DELETE', `/Patient/${id}`)).status).toBe(204);
    const gone = await server.ask('GET', `/Patient/${id}`);
    expect([gone.status, diagnostics(gone.json)]).toEqual([
      410,
      `Resource type 'Patient' with id '${id}' has been deleted.`,
    ]);
    const history = await server.ask('GET', `/Patient/${id}/_history`);
    expect(
      listAt(history.json, 'entry').map(entry =>
        valueAt(entry, 'request', 'method'),
      ),
    ).toEqual(['DELETE', 'PUT', 'POST']);
  });

  it('is made by an update with a new id, changed by a patch, and kept from a stale write', async () => {
    expect(
      (
        await server.ask('PUT', '/Patient/chosen', {
          body: { ...patient, id: 'chosen' },
        })
      ).status,
    ).toBe(201);
    const patched = await server.ask('PATCH', '/Patient/chosen', {
      body: [{ op: 'replace', path: '/gender', value: 'other' }],
    });
    expect([patched.status, valueAt(patched.json, 'gender')]).toEqual([
      200,
      'other',
    ]);
    const stale = await server.ask('PUT', '/Patient/chosen', {
      body: { ...patient, id: 'chosen' },
      headers: { 'if-match': 'W/"1"' },
    });
    expect(stale.status).toBe(412);
  });

  it('is created once only with If-None-Exist', async () => {
    const body = { resourceType: 'Organization', name: 'Heart' };
    const headers = { 'if-none-exist': 'name=Heart' };
    const first = await server.ask('POST', '/Organization', { body, headers });
    const second = await server.ask('POST', '/Organization', { body, headers });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(valueAt(second.json, 'id')).toBe(valueAt(first.json, 'id'));
  });

  it('is not sent back when the caller wants as little as possible', async () => {
    const answer = await server.ask('POST', '/Patient', {
      body: patient,
      headers: { prefer: 'return=minimal' },
    });
    expect([answer.status, answer.body]).toEqual([201, '']);
  });

  it('leaves no history when it is deleted for good', async () => {
    const id = await server.create(patient);
    expect(
      (await server.ask('DELETE', `/Patient/${id}?hardDelete=true`)).status,
    ).toBe(204);
    expect((await server.ask('GET', `/Patient/${id}/_history`)).status).toBe(
      404,
    );
  });
});

describe('a request that is wrong', () => {
  it.each<[string, string, string, object, number, string]>([
    [
      'a resource that is not there',
      'GET',
      '/Patient/absent',
      {},
      404,
      "Resource type 'Patient' with id 'absent' couldn't be found.",
    ],
    [
      'a route that is not there',
      'GET',
      '/Nonsense',
      {},
      404,
      'The requested route was not found: GET /Nonsense',
    ],
    [
      'no JSON',
      'POST',
      '/Patient',
      { body: '{' },
      400,
      'Error parsing the JSON',
    ],
    [
      'no resource',
      'POST',
      '/Patient',
      { body: { a: 1 } },
      400,
      'The body is not a FHIR resource: resourceType is missing.',
    ],
    [
      'XML wanted',
      'GET',
      '/Patient',
      { headers: { accept: 'application/fhir+xml' } },
      406,
      'The sandbox answers in JSON only.',
    ],
    [
      'XML sent',
      'POST',
      '/Patient',
      {
        body: '<Patient/>',
        headers: { 'content-type': 'application/fhir+xml' },
      },
      415,
      'The sandbox takes JSON only.',
    ],
    [
      'a token in the URL',
      'GET',
      '/Patient?access_token=x',
      {},
      400,
      'An access token must not be part of the URL.',
    ],
    [
      'a count that is none',
      'GET',
      '/Patient?_count=many',
      {},
      400,
      "The value 'many' of '_count' is not a positive number.",
    ],
    [
      'a parameter that is not known, asked strictly',
      'GET',
      '/Patient?shoe=1',
      { headers: { prefer: 'handling=strict' } },
      400,
      "The search parameter 'shoe' is not supported for resource type 'Patient'.",
    ],
  ])(
    '%s → OperationOutcome',
    async (_case, method, url, options, status, words) => {
      const answer = await server.ask(method, url, options);
      expect(answer.status).toBe(status);
      expect(valueAt(answer.json, 'resourceType')).toBe('OperationOutcome');
      expect(diagnostics(answer.json)).toContain(words);
      expect(answer.headers['x-request-id']).toBe(valueAt(answer.json, 'id'));
    },
  );
});

describe('a batch and a transaction', () => {
  const entry = (method: string, url: string, resource?: object) => ({
    request: { method, url },
    ...(resource ? { resource } : {}),
  });

  it('a batch answers each entry on its own', async () => {
    const { status, json } = await server.ask('POST', '/', {
      body: {
        resourceType: 'Bundle',
        type: 'batch',
        entry: [
          entry('POST', 'Patient', patient),
          entry('GET', 'Patient/absent'),
        ],
      },
    });
    expect(status).toBe(200);
    expect(
      listAt(json, 'entry').map(one =>
        String(valueAt(one, 'response', 'status')).slice(0, 3),
      ),
    ).toEqual(['201', '404']);
  });

  it('a transaction that fails writes nothing', async () => {
    const before = server.databases
      .get('sql-sandbox.database.windows.net', 'sample')
      .database.store.current('Basic').length;
    const answer = await server.ask('POST', '/', {
      body: {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          entry('POST', 'Basic', { resourceType: 'Basic' }),
          entry('PUT', 'Patient/x', { resourceType: 'Observation', id: 'x' }),
        ],
      },
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(String(diagnostics(answer.json))).toBe(
      "Transaction failed on 'PUT' for the requested url '/Patient/x'. Resource type in the URL must match resourceType in the resource.",
    );
    expect(
      server.databases
        .get('sql-sandbox.database.windows.net', 'sample')
        .database.store.current('Basic'),
    ).toHaveLength(before);
  });

  it.each([
    [
      'is refused when batches are off',
      { FhirServer__CoreFeatures__SupportsBatch: 'false' },
      405,
    ],
    [
      'is refused when it has too many entries',
      { FhirServer__Bundle__EntryLimit: '1' },
      400,
    ],
  ])('a batch %s', async (_case, env, status) => {
    const other = await TestServer.start({ env });
    const body = {
      resourceType: 'Bundle',
      type: 'batch',
      entry: [entry('GET', 'Patient'), entry('GET', 'Patient')],
    };
    expect((await other.ask('POST', '/', { body })).status).toBe(status);
  });
});

describe('replicas', () => {
  it('share their database; another database is another world', async () => {
    const id = await server.create({ resourceType: 'Device' });
    const second = new TestServer({
      clock: server.clock,
      databases: server.databases,
    });
    const elsewhere = new TestServer({
      clock: server.clock,
      databases: server.databases,
      env: {
        SqlServer__ConnectionString:
          'Server=sql-sandbox.database.windows.net;Initial Catalog=other;User Id=a;Password=b',
      },
    });
    await server.pass(5);
    expect((await second.ask('GET', `/Device/${id}`)).status).toBe(200);
    expect((await elsewhere.ask('GET', `/Device/${id}`)).status).toBe(404);
    expect(
      (await second.ask('GET', '/$versions')).headers['x-instance-id'],
    ).not.toBe(
      (await server.ask('GET', '/$versions')).headers['x-instance-id'],
    );
  });
});

describe('other routes without a token', () => {
  it.each([
    [
      '/$versions',
      { accept: 'application/json' },
      { versions: ['4.0'], default: '4.0' },
    ],
    ['/_schema/compatibility', {}, { min: 113, max: 116 }],
    [
      '/_schema/versions/current',
      {},
      [{ id: 116, status: 'completed', servers: [] }],
    ],
  ])('%s', async (url, headers, expected) => {
    const answer = await server.ask('GET', url, {
      headers: Object.fromEntries(Object.entries(headers)),
    });
    expect([answer.status, answer.json]).toEqual([200, expected]);
  });
});

describe('CORS', () => {
  const env = {
    FhirServer__Cors__Origins__0: 'https://app.example.org',
    FhirServer__Cors__Methods__0: '*',
    FhirServer__Cors__Headers__0: '*',
    FhirServer__Cors__MaxAge: '600',
  };
  const preflight = (origin: string) => ({
    headers: {
      origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    },
  });

  it('lets the named origin in and no other', async () => {
    const other = await TestServer.start({ env });
    expect(
      (
        await other.ask(
          'OPTIONS',
          '/Patient',
          preflight('https://app.example.org'),
        )
      ).headers,
    ).toMatchObject({
      'access-control-allow-origin': 'https://app.example.org',
      'access-control-allow-methods': 'GET',
      'access-control-allow-headers': 'authorization',
      'access-control-max-age': '600',
    });
    expect(
      (
        await other.ask(
          'OPTIONS',
          '/Patient',
          preflight('https://evil.example.org'),
        )
      ).headers,
    ).not.toHaveProperty('access-control-allow-origin');
    expect(
      (
        await other.ask('GET', '/Patient', {
          headers: { origin: 'https://app.example.org' },
        })
      ).headers['access-control-allow-origin'],
    ).toBe('https://app.example.org');
  });
});

describe('throttling', () => {
  it('refuses more than 75 requests at once, but never the health check', async () => {
    const other = await TestServer.start({
      env: {
        FhirServer__Throttling__Enabled: 'true',
        FhirServer__Throttling__ConcurrentRequestLimit: '10',
      },
    });
    const answers = await Promise.all(
      [...Array(80)].map(() => other.ask('GET', '/Patient')),
    );
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
    expect(
      answers.find(({ status }) => status === 429)?.headers['retry-after'],
    ).toBe('1');
    const busy = [...Array(80)].map(() => other.ask('GET', '/Patient'));
    expect((await other.ask('GET', '/health/check')).status).toBe(200);
    await Promise.all(busy);
  });
});
