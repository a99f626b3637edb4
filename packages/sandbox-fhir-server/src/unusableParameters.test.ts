import { listAt, valueAt } from '@fhir-on-aks/sandbox-kubernetes';
import { TestServer, type TestAnswer } from './__testUtils__/TestServer';

let server: TestServer;

beforeEach(async () => {
  server = await TestServer.start({
    env: {
      FhirServer__Operations__Export__Enabled: 'true',
      FhirServer__Operations__Reindex__Enabled: 'true',
    },
  });
  for (const [id, family] of [
    ['anna', 'Fischer'],
    ['jose', 'Núñez'],
  ]) {
    const body = { resourceType: 'Patient', id, name: [{ family }] };
    await server.ask('PUT', `/Patient/${id}`, { body });
  }
});

function words(answer: TestAnswer) {
  return valueAt(listAt(answer.json, 'issue')[0], 'diagnostics');
}

/** Ids and versions of what is stored. */
async function stored() {
  await server.pass(5);
  const { json } = await server.ask('GET', '/?_sort=_lastUpdated');
  return listAt(json, 'entry')
    .map(
      entry =>
        `${valueAt(entry, 'resource', 'id')} ${valueAt(entry, 'resource', 'meta', 'versionId')}`,
    )
    .sort();
}

const unknown =
  "The search parameter 'nickname' is not supported for resource type 'Patient'.";
const notSelective =
  'Conditional operation on Patient was not attempted because search criteria was not selective enough.';
const patient = { resourceType: 'Patient' };
const patch = [{ op: 'add', path: '/active', value: true }];
const asynchronous = { prefer: 'respond-async' };

describe('what would write with a parameter that cannot be used is refused and touches nothing', () => {
  it.each<[string, string, object, number, string]>([
    [
      'DELETE',
      '/Patient/$bulk-delete?nickname=x',
      { headers: asynchronous },
      400,
      unknown,
    ],
    [
      'DELETE',
      '/Patient/$bulk-delete?family=Fischer&nickname=x',
      { headers: asynchronous },
      400,
      unknown,
    ],
    [
      'DELETE',
      '/Patient/$bulk-delete?_has:Observation:subject:code=x',
      { headers: asynchronous },
      400,
      "The sandbox cannot evaluate the search parameter '_has'",
    ],
    [
      'DELETE',
      '/Patient/$bulk-delete?_purgeHistory=true',
      { headers: asynchronous },
      400,
      "The sandbox cannot delete in bulk with the parameter '_purgeHistory'",
    ],
    ['DELETE', '/Patient/$bulk-delete', {}, 400, "'Prefer' must be"],
    ['DELETE', '/Patient?nickname=x', {}, 412, notSelective],
    ['DELETE', '/Patient', {}, 412, notSelective],
    ['DELETE', '/Patient?_count=1', {}, 412, notSelective],
    ['DELETE', '/Patient?family=Fischer&nickname=x', {}, 400, unknown],
    [
      'DELETE',
      '/Patient?family=Fischer&_count=5',
      {},
      400,
      'The sandbox cannot delete several resources by criteria',
    ],
    [
      'DELETE',
      '/Patient?family=Fischer,N%C3%BA%C3%B1ez',
      {},
      412,
      notSelective,
    ],
    [
      'DELETE',
      '/Patient?family:sounds=Fischer',
      {},
      403,
      "Modifier 'sounds' is not supported for search parameter 'family'.",
    ],
    ['DELETE', '/Patient/anna?_purge=true', {}, 400, 'The sandbox cannot'],
    ['PUT', '/Patient?nickname=x', { body: patient }, 412, notSelective],
    [
      'PUT',
      '/Patient?family=Fischer',
      { body: { ...patient, id: 'other' } },
      400,
      "Found result with Id 'anna', which did not match the provided Id 'other'.",
    ],
    ['PATCH', '/Patient?nickname=x', { body: patch }, 412, notSelective],
    [
      'PATCH',
      '/Patient?family=Nobody',
      { body: patch },
      404,
      "No resource of type 'Patient' fits the criteria.",
    ],
    [
      'POST',
      '/Patient',
      { body: patient, headers: { 'if-none-exist': 'nickname=x' } },
      412,
      notSelective,
    ],
    [
      'POST',
      '/Patient',
      {
        body: patient,
        headers: { 'if-none-exist': 'family=Fischer&nickname=x' },
      },
      400,
      unknown,
    ],
  ])('%s %s', async (method, url, options, status, expected) => {
    const answer = await server.ask(method, url, options);
    expect([answer.status, words(answer)]).toEqual([
      status,
      expect.stringContaining(expected),
    ]);
    expect(await stored()).toEqual(['anna 1', 'jose 1']);
  });
});

describe('what writes by criteria writes exactly what fits', () => {
  it.each<[string, string, object, number, string[]]>([
    ['DELETE', '/Patient?family=Fischer', {}, 204, ['jose 1']],
    ['DELETE', '/Patient?family=Fischer&hardDelete=true', {}, 204, ['jose 1']],
    ['DELETE', '/Patient?family=Nobody', {}, 204, ['anna 1', 'jose 1']],
    [
      'PUT',
      '/Patient?family=Fischer',
      { body: patient },
      200,
      ['anna 2', 'jose 1'],
    ],
    [
      'PUT',
      '/Patient?family=Nobody',
      { body: { ...patient, id: 'new' } },
      201,
      ['anna 1', 'jose 1', 'new 1'],
    ],
    [
      'PATCH',
      '/Patient?family=Fischer',
      { body: patch },
      200,
      ['anna 2', 'jose 1'],
    ],
    [
      'DELETE',
      '/Patient/$bulk-delete?family=Fischer',
      { headers: asynchronous },
      202,
      ['jose 1'],
    ],
    ['DELETE', '/$bulk-delete', { headers: asynchronous }, 202, []],
  ])('%s %s', async (method, url, options, status, expected) => {
    expect((await server.ask(method, url, options)).status).toBe(status);
    expect(await stored()).toEqual(expected);
  });

  it('a hard delete by criteria leaves no history', async () => {
    await server.ask('DELETE', '/Patient?family=Fischer&hardDelete=true');
    const { status } = await server.ask('GET', '/Patient/anna/_history');
    expect(status).toBe(404);
  });
});

describe('a search', () => {
  it.each<[string, number, string]>([
    ['/Patient?_has:Observation:subject:code=x', 400, 'The sandbox cannot'],
    ['/Patient?_list=1', 400, 'The sandbox cannot'],
    ['/Patient?_summary=true', 400, 'The sandbox cannot summarize resources'],
    [
      '/Observation?code-value-quantity=8867-4$72',
      400,
      'The sandbox cannot evaluate the composite search parameter',
    ],
    [
      '/Patient?gender:in=http://x',
      400,
      "The sandbox cannot evaluate the modifier 'in' of 'gender'",
    ],
    [
      '/Patient?_include:iterate=Patient:link',
      400,
      "The sandbox cannot follow '_include:iterate'",
    ],
    [
      '/Patient?family:sounds=x',
      403,
      "Modifier 'sounds' is not supported for search parameter 'family'.",
    ],
    [
      '/Patient?family:missing=maybe',
      403,
      'Invalid value for :missing modifier. Valid values are: true, false.',
    ],
    ['/Patient?birthdate=soon', 400, "Malformed search value 'soon'."],
    [
      '/Observation?value-quantity=gtmuch',
      400,
      "Malformed search value 'gtmuch'.",
    ],
    [
      '/Patient?birthdate=2000,gt2001',
      403,
      'Comparator is not supported when multiple values are specified',
    ],
    [
      '/Patient?_total=estimate',
      403,
      "The '_total' parameter value 'Estimate' is not supported.",
    ],
    ['/Patient?_total=many', 400, "The '_total' parameter value 'many'"],
    [
      '/Observation?subject:Patient.nickname=x',
      403,
      'The chained parameter is not supported.',
    ],
    [
      '/Observation?subject:Patient._sort=name',
      403,
      'The chained parameter is not supported.',
    ],
    [
      '/Observation?subject.identifier=x',
      403,
      "The reference search parameter 'subject' refers to multiple possible resource types.",
    ],
    [
      '/Observation?_include=Observation:nonsense',
      400,
      "The search parameter 'nonsense' is not supported for resource type 'Observation'.",
    ],
    [
      '/Observation?_include=Nonsense:subject',
      404,
      "Resource type 'Nonsense' is not supported.",
    ],
    [
      '/Patient/_history?_sort=_lastUpdated',
      400,
      "The sandbox cannot evaluate the history parameter '_sort'",
    ],
    ['/Patient/_history?_since=soon', 400, "Malformed search value 'soon'."],
    ['/Patient/_history?_count=x', 400, "The value 'x' of '_count'"],
  ])('%s is refused', async (url, status, expected) => {
    const answer = await server.ask('GET', url);
    expect([answer.status, words(answer)]).toEqual([
      status,
      expect.stringContaining(expected),
    ]);
  });

  it.each([
    ['nickname=x', unknown],
    [
      '_text=x',
      "The search parameter '_text' is not supported for resource type 'Patient'.",
    ],
    [
      'family=',
      "The search parameter 'family' is not supported for resource type 'Patient'.",
    ],
    [
      '_sort=nickname',
      "Sort parameter value 'nickname' is invalid, must be a subset of valid search parameters for resource type 'Patient'.",
    ],
    ['_sort=gender', "Sorting by the 'gender' parameter is not supported."],
    [
      '_sort=birthdate,family',
      'Multiple sort parameters are currently not supported. Only a single sort parameter is supported.',
    ],
  ])(
    'with %s warns, and is refused when handled strictly',
    async (query, expected) => {
      const url = `/Patient?gender:missing=true&${query}`;
      const lenient = await server.ask('GET', url);
      const entries = listAt(lenient.json, 'entry');
      expect(entries.map(entry => valueAt(entry, 'search', 'mode'))).toEqual([
        'match',
        'match',
        'outcome',
      ]);
      const [issue] = listAt(valueAt(entries[2], 'resource'), 'issue');
      expect(issue).toEqual({
        severity: 'warning',
        code: 'not-supported',
        diagnostics: expected,
      });
      expect(valueAt(listAt(lenient.json, 'link')[0], 'url')).toBe(
        'http://sample.localhost/Patient?gender%3Amissing=true',
      );
      const strict = await server.ask('GET', url, {
        headers: { prefer: 'handling=strict' },
      });
      expect([strict.status, words(strict)]).toEqual([400, expected]);
    },
  );

  it('of unknown types finds nothing and says so', async () => {
    const { json } = await server.ask('GET', '/?_type=Nonsense');
    expect(listAt(json, 'entry')).toEqual([
      {
        resource: {
          resourceType: 'OperationOutcome',
          issue: [
            {
              severity: 'warning',
              code: 'not-supported',
              diagnostics:
                "The '_type' parameter contains unknown resource(s): 'Nonsense'",
            },
          ],
        },
        search: { mode: 'outcome' },
      },
    ]);
  });

  it('of one type by _type knows the parameters of that type', async () => {
    const { json } = await server.ask('GET', '/?_type=Patient&family=Fischer');
    expect(listAt(json, 'entry')).toHaveLength(1);
  });
});

it('a history comes in pages', async () => {
  const first = await server.ask('GET', '/Patient/_history?_count=1');
  const [next] = listAt(first.json, 'link');
  expect(valueAt(next, 'relation')).toBe('next');
  const url = new URL(String(valueAt(next, 'url')));
  const second = await server.ask('GET', `${url.pathname}${url.search}`);
  const ids = [first, second].map(({ json }) =>
    valueAt(listAt(json, 'entry')[0], 'resource', 'id'),
  );
  expect(ids.sort()).toEqual(['anna', 'jose']);
  expect(listAt(second.json, 'link')).toHaveLength(1);
});

describe('a job is not started with a parameter that the sandbox cannot use', () => {
  const exporting = { ...asynchronous, accept: 'application/fhir+json' };

  it.each([
    ['/$export?_type=Patient&_typeFilter=Patient%3Fgender%3Dmale', 400],
    ['/$export?_container=x', 400],
    ['/$export?includeAssociatedData=_history', 400],
    ['/$export?_outputFormat=parquet', 400],
    ['/$export?_type=Nonsense', 404],
    ['/$export?_since=soon', 400],
    ['/Group/g/$export', 501],
    ['/Observation/$export', 400],
    ['/Nonsense/$export', 404],
  ])('GET %s', async (url, status) => {
    const answer = await server.ask('GET', url, { headers: exporting });
    expect(answer.status).toBe(status);
  });

  it('POST /$reindex with targets', async () => {
    const body = {
      resourceType: 'Parameters',
      parameter: [{ name: 'targetResourceTypes', valueString: 'Patient' }],
    };
    const answer = await server.ask('POST', '/$reindex', { body });
    expect([answer.status, words(answer)]).toEqual([
      400,
      expect.stringContaining('The sandbox cannot reindex with the parameter'),
    ]);
  });
});
