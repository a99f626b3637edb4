import { listAt, valueAt } from '@fhir-on-aks/sandbox-kubernetes';
import { TestServer } from './__testUtils__/TestServer';

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start();
  const resources = [
    {
      resourceType: 'Patient',
      id: 'anna',
      name: [{ family: 'Fischer', given: ['Anna'] }],
      gender: 'female',
      birthDate: '1980-03-01',
      identifier: [{ system: 'urn:mrn', value: 'A1' }],
      active: true,
    },
    {
      resourceType: 'Patient',
      id: 'jose',
      name: [{ family: 'Núñez', given: ['José'] }],
      gender: 'male',
      birthDate: '1992-11-20',
    },
    {
      resourceType: 'Patient',
      id: 'old',
      name: [{ family: 'Fischbach' }],
      gender: 'female',
      birthDate: '1931',
    },
    {
      resourceType: 'Observation',
      id: 'pulse',
      status: 'final',
      code: {
        coding: [{ system: 'http://loinc.org', code: '8867-4' }],
        text: 'Heart rate',
      },
      subject: { reference: 'Patient/anna' },
      valueQuantity: {
        value: 72,
        unit: '/min',
        system: 'http://unitsofmeasure.org',
        code: '/min',
      },
      effectiveDateTime: '2026-11-01T08:00:00Z',
    },
    {
      resourceType: 'Observation',
      id: 'pressure',
      status: 'preliminary',
      code: { coding: [{ system: 'http://loinc.org', code: '8480-6' }] },
      subject: { reference: 'Patient/jose' },
      valueQuantity: { value: 130, code: 'mm[Hg]' },
      effectivePeriod: { start: '2026-11-02', end: '2026-11-04' },
    },
  ];
  for (const resource of resources)
    await server.ask('PUT', `/${resource.resourceType}/${resource.id}`, {
      body: resource,
    });
});

async function found(query: string) {
  const { status, json } = await server.ask('GET', `/${query}`);
  expect(status).toBe(200);
  return listAt(json, 'entry')
    .map(
      entry =>
        `${valueAt(entry, 'resource', 'id')}${valueAt(entry, 'search', 'mode') === 'match' ? '' : '+'}`,
    )
    .sort();
}

describe('a search finds', () => {
  it.each([
    [
      'strings from their beginning, in any case',
      'Patient?family=fisch',
      ['anna', 'old'],
    ],
    ['strings without accents', 'Patient?family=nunez', ['jose']],
    ['exact strings', 'Patient?family:exact=Fischer', ['anna']],
    ['strings within', 'Patient?family:contains=bach', ['old']],
    ['the whole name', 'Patient?name=jos', ['jose']],
    [
      'one of several values',
      'Patient?family=N%C3%BA%C3%B1ez,Fischbach',
      ['jose', 'old'],
    ],
    [
      'all of several parameters',
      'Patient?family=fisch&birthdate=ge1970',
      ['anna'],
    ],
    ['codes', 'Patient?gender=female', ['anna', 'old']],
    ['all but a code', 'Patient?gender:not=female', ['jose']],
    ['a token with its system', 'Patient?identifier=urn:mrn|A1', ['anna']],
    ['no token of another system', 'Patient?identifier=urn:other|A1', []],
    ['a system', 'Patient?identifier=urn:mrn|', ['anna']],
    ['what is missing', 'Patient?identifier:missing=true', ['jose', 'old']],
    ['booleans', 'Patient?active=true', ['anna']],
    ['a day', 'Patient?birthdate=1980-03-01', ['anna']],
    ['a year', 'Patient?birthdate=1992', ['jose']],
    ['before', 'Patient?birthdate=lt1980', ['old']],
    ['after', 'Patient?birthdate=gt1980-03-01', ['jose']],
    ['not on a day', 'Patient?birthdate=ne1980-03-01', ['jose', 'old']],
    ['within a period', 'Observation?date=ap2026-11-03', ['pressure']],
    ['periods that begin after', 'Observation?date=sa2026-11-01', ['pressure']],
    ['references by id, by type and id', 'Observation?subject=anna', ['pulse']],
    ['references of a type', 'Observation?subject:Patient=jose', ['pressure']],
    [
      'references by another name',
      'Observation?patient=Patient/anna',
      ['pulse'],
    ],
    ['quantities', 'Observation?value-quantity=gt100', ['pressure']],
    [
      'quantities with their unit',
      'Observation?value-quantity=72|http://unitsofmeasure.org|/min',
      ['pulse'],
    ],
    ['the text of a code', 'Observation?code:text=heart', ['pulse']],
    ['chains', 'Observation?subject.family=fisch', ['pulse']],
    ['typed chains', 'Observation?subject:Patient.gender=male', ['pressure']],
    ['by id', 'Patient?_id=old', ['old']],
    [
      'what was referred to, too',
      'Observation?_id=pulse&_include=Observation:subject',
      ['anna+', 'pulse'],
    ],
    [
      'what refers to it, too',
      'Patient?_id=jose&_revinclude=Observation:subject',
      ['jose', 'pressure+'],
    ],
    [
      'several types',
      '?_type=Patient,Observation&_id=old,pulse',
      ['old', 'pulse'],
    ],
    ['nothing when nothing fits', 'Patient?family=Nobody', []],
  ])('%s', async (_case, query, expected) => {
    expect(await found(query)).toEqual(expected);
  });
});

describe('a searchset', () => {
  it('comes in pages', async () => {
    const first = await server.ask('GET', '/Patient?_count=2&_sort=birthdate');
    const next = listAt(first.json, 'link').find(
      link => valueAt(link, 'relation') === 'next',
    );
    expect(
      listAt(first.json, 'entry').map(entry =>
        valueAt(entry, 'resource', 'id'),
      ),
    ).toEqual(['old', 'anna']);
    const url = new URL(String(valueAt(next, 'url')));
    const second = await server.ask('GET', `${url.pathname}${url.search}`);
    expect(
      listAt(second.json, 'entry').map(entry =>
        valueAt(entry, 'resource', 'id'),
      ),
    ).toEqual(['jose']);
    expect(listAt(second.json, 'link')).toHaveLength(1);
    expect((await server.ask('GET', '/Patient?ct=nonsense')).status).toBe(400);
  });

  it('is sorted down with a minus', async () => {
    const { json } = await server.ask('GET', '/Patient?_sort=-birthdate');
    expect(
      listAt(json, 'entry').map(entry => valueAt(entry, 'resource', 'id')),
    ).toEqual(['jose', 'anna', 'old']);
  });

  it('has a total only when it is asked for', async () => {
    expect((await server.ask('GET', '/Patient')).json).not.toHaveProperty(
      'total',
    );
    expect(
      (await server.ask('GET', '/Patient?_total=accurate')).json,
    ).toMatchObject({ total: 3 });
    expect(
      (await server.ask('GET', '/Patient?_summary=count')).json,
    ).toMatchObject({ total: 3, entry: [] });
  });

  it('says which parameters it did not know', async () => {
    const { json } = await server.ask('GET', '/Patient?shoe=42&gender=male');
    expect(
      listAt(json, 'entry').map(entry => valueAt(entry, 'search', 'mode')),
    ).toEqual(['match', 'outcome']);
    expect(listAt(json, 'link')[0]).toEqual({
      relation: 'self',
      url: 'http://sample.localhost/Patient?gender=male',
    });
  });

  it('has some elements only when they are named', async () => {
    const { json } = await server.ask(
      'GET',
      '/Patient?_id=anna&_elements=gender',
    );
    const [entry] = listAt(json, 'entry');
    expect(Object.keys(Object(valueAt(entry, 'resource'))).sort()).toEqual([
      'gender',
      'id',
      'meta',
      'resourceType',
    ]);
  });

  it('is had by POST as well', async () => {
    const { json } = await server.ask('POST', '/Patient/_search', {
      body: 'gender=male',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(listAt(json, 'entry')).toHaveLength(1);
  });
});
