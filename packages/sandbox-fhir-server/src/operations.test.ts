import { listAt, valueAt } from '@fhir-on-aks/sandbox-kubernetes';
import { TestServer, type TestAnswer } from './__testUtils__/TestServer';

const on = {
  FhirServer__Operations__Export__Enabled: 'true',
  FhirServer__Operations__Export__StorageAccountUri:
    'https://account.blob.core.windows.net',
  FhirServer__Operations__Reindex__Enabled: 'true',
};
const asynchronous = {
  accept: 'application/fhir+json',
  prefer: 'respond-async',
};
const parameters = { resourceType: 'Parameters', parameter: [] };

let server: TestServer;

beforeEach(async () => {
  server = await TestServer.start({ env: on });
  await server.create({ resourceType: 'Patient' });
  await server.create({ resourceType: 'Patient' });
  await server.create({ resourceType: 'Organization' });
});

function location(answer: TestAnswer): string {
  return new URL(answer.headers['content-location']).pathname;
}

function parameter(answer: TestAnswer, name: string) {
  const found = listAt(answer.json, 'parameter').find(
    one => valueAt(one, 'name') === name,
  );
  return (
    valueAt(found, 'valueString') ??
    valueAt(found, 'valueDecimal') ??
    valueAt(found, 'valueInteger')
  );
}

describe('$export', () => {
  it('is begun, waited for, and ends with files', async () => {
    const begun = await server.ask('GET', '/$export', {
      headers: asynchronous,
    });
    expect(begun.status).toBe(202);
    const running = await server.ask('GET', location(begun));
    expect([running.status, running.body]).toEqual([202, '']);
    await server.pass(3);
    const done = await server.ask('GET', location(begun));
    expect(done).toMatchObject({
      status: 200,
      json: {
        requiresAccessToken: false,
        request: 'http://sample.localhost/$export',
        error: [],
      },
    });
    expect(
      listAt(done.json, 'output')
        .map(one => `${valueAt(one, 'type')} ${valueAt(one, 'count')}`)
        .sort(),
    ).toEqual(['Organization 1', 'Patient 2']);
    const file = listAt(done.json, 'output').find(
      one => valueAt(one, 'type') === 'Patient',
    );
    const lines = (
      await server.ask('GET', new URL(String(valueAt(file, 'url'))).pathname)
    ).body
      .trim()
      .split('\n');
    expect(lines.map(line => JSON.parse(line).resourceType)).toEqual([
      'Patient',
      'Patient',
    ]);
  });

  it.each([
    ['only some types', '/$export?_type=Organization', ['Organization']],
    ['what is new', '/$export?_since=2027-01-01', []],
    ['patients', '/Patient/$export', ['Patient']],
  ])('takes %s', async (_case, url, types) => {
    const begun = await server.ask('GET', url, { headers: asynchronous });
    await server.pass(3);
    const done = await server.ask('GET', location(begun));
    expect(
      listAt(done.json, 'output').map(one => valueAt(one, 'type')),
    ).toEqual(types);
  });

  it('can be cancelled, and is then not found', async () => {
    const begun = await server.ask('GET', '/$export', {
      headers: asynchronous,
    });
    expect((await server.ask('DELETE', location(begun))).status).toBe(202);
    await server.pass(3);
    expect((await server.ask('GET', location(begun))).status).toBe(404);
  });

  it.each([
    [
      'the wrong Accept',
      '/$export',
      { ...asynchronous, accept: '*/*' },
      "The header 'Accept' must be 'application/fhir+json'.",
    ],
    [
      'no Prefer',
      '/$export',
      { accept: 'application/fhir+json' },
      "The header 'Prefer' must be 'respond-async'.",
    ],
    [
      'a parameter that is not known',
      '/$export?nonsense=1',
      asynchronous,
      "The query parameter 'nonsense' is not supported.",
    ],
    [
      'a filter without its type',
      '/$export?_typeFilter=Patient',
      asynchronous,
      'The _type parameter must be included when using the _typeFilter parameter.',
    ],
  ])('is refused with %s', async (_case, url, headers, words) => {
    const answer = await server.ask('GET', url, { headers: { ...headers } });
    expect([
      answer.status,
      valueAt(listAt(answer.json, 'issue')[0], 'diagnostics'),
    ]).toEqual([400, words]);
  });

  it('fails later without a storage account, as upstream does', async () => {
    const other = await TestServer.start({
      env: { FhirServer__Operations__Export__Enabled: 'true' },
    });
    const begun = await other.ask('GET', '/$export', { headers: asynchronous });
    await other.pass(3);
    expect((await other.ask('GET', location(begun))).body).toContain(
      'The storage account of $export is not configured.',
    );
  });

  it('waits for ever when no pod hosts tasks', async () => {
    const other = await TestServer.start({
      env: { ...on, TaskHosting__Enabled: 'false' },
    });
    const begun = await other.ask('GET', '/$export', { headers: asynchronous });
    await other.pass(60);
    expect((await other.ask('GET', location(begun))).status).toBe(202);
  });
});

describe('$reindex', () => {
  it('grows to 100 %, and is the same job when it is asked for again', async () => {
    const begun = await server.ask('POST', '/$reindex', { body: parameters });
    expect([
      begun.status,
      parameter(begun, 'status'),
      parameter(begun, 'totalResourcesToReindex'),
    ]).toEqual([201, 'Queued', 3]);
    await server.pass(2);
    const again = await server.ask('POST', '/$reindex', { body: parameters });
    expect([again.status, parameter(again, 'id')]).toEqual([
      201,
      parameter(begun, 'id'),
    ]);
    const running = await server.ask('GET', '/$reindex');
    expect(Number(parameter(running, 'progress'))).toBeGreaterThan(10);
    expect(Number(parameter(running, 'progress'))).toBeLessThan(100);
    await server.pass(4);
    const done = await server.ask('GET', location(begun));
    expect([parameter(done, 'status'), parameter(done, 'progress')]).toEqual([
      'Completed',
      100,
    ]);
    expect((await server.ask('GET', '/$reindex')).status).toBe(405);
    expect((await server.ask('DELETE', location(begun))).status).toBe(400);
  });

  it('can be cancelled', async () => {
    const begun = await server.ask('POST', '/$reindex', { body: parameters });
    expect((await server.ask('DELETE', location(begun))).status).toBe(202);
    await server.pass(6);
    expect(parameter(await server.ask('GET', location(begun)), 'status')).toBe(
      'Canceled',
    );
  });

  it('takes its batch sizes from the request, else from the settings', async () => {
    const body = {
      ...parameters,
      parameter: [
        { name: 'maximumNumberOfResourcesPerQuery', valueInteger: 50 },
      ],
    };
    const begun = await server.ask('POST', '/$reindex', { body });
    expect([
      parameter(begun, 'maximumNumberOfResourcesPerQuery'),
      parameter(begun, 'maximumNumberOfResourcesPerWrite'),
    ]).toEqual([50, 1000]);
  });
});

describe('other operations', () => {
  it.each([
    ['GET', '/$export', 'Export'],
    ['POST', '/$reindex', 'Reindex'],
    ['POST', '/$import', 'Import'],
    ['POST', '/$convert-data', 'ConvertData'],
    ['DELETE', '/Patient/$bulk-delete', 'BulkDelete'],
  ])('%s %s is refused when %s is off', async (method, url, feature) => {
    const other = await TestServer.start({
      env: { [`FhirServer__Operations__${feature}__Enabled`]: 'false' },
    });
    const answer = await other.ask(method, url, {
      body: method === 'POST' ? parameters : undefined,
      headers: asynchronous,
    });
    expect([answer.status, answer.body]).toEqual([
      400,
      expect.stringMatching(
        /The requested \\"[a-z-]+\\" operation is not supported/,
      ),
    ]);
  });

  it('$bulk-delete deletes what fits', async () => {
    const begun = await server.ask('DELETE', '/Organization/$bulk-delete', {
      headers: asynchronous,
    });
    await server.pass(3);
    const done = await server.ask('GET', location(begun));
    expect(parameter(done, 'ResourceDeletedCount')).toBe(1);
    expect(
      listAt((await server.ask('GET', '/Organization')).json, 'entry'),
    ).toEqual([]);
  });

  it.each([
    [
      'POST',
      '/Patient/$validate',
      { resourceType: 'Patient' },
      200,
      'The resource type was checked',
    ],
    [
      'POST',
      '/Patient/$validate',
      { resourceType: 'Basic' },
      200,
      'Expected a Patient, found a Basic.',
    ],
    [
      'POST',
      '/$convert-data',
      parameters,
      400,
      "The parameter 'inputData' of $convert-data is missing.",
    ],
    [
      'PATCH',
      '/Patient/$bulk-update',
      parameters,
      501,
      'The sandbox cannot run $bulk-update',
    ],
    [
      'POST',
      '/Patient/1/$reindex',
      parameters,
      501,
      'The sandbox cannot reindex single resources',
    ],
  ])('%s %s says what it does', async (method, url, body, status, words) => {
    const other = await TestServer.start({
      env: { ...on, FhirServer__Operations__ConvertData__Enabled: 'true' },
    });
    const answer = await other.ask(method, url, { body });
    expect([answer.status, answer.body]).toEqual([
      status,
      expect.stringContaining(words),
    ]);
  });
});
