import { listAt, valueAt } from '@fhir-on-aks/sandbox-kubernetes';
import {
  issueTestToken,
  secured,
  TestServer,
} from './__testUtils__/TestServer';

const entry = (method: string, url: string, more: object = {}) => {
  const { request, ...others } = { request: {}, ...more };
  return { request: { method, url, ...request }, ...others };
};
const patient = {
  resourceType: 'Patient',
  identifier: [{ system: 'urn:mrn', value: 'A1' }],
};
const observation = (reference: string) => ({
  resourceType: 'Observation',
  status: 'final',
  subject: { reference },
});

let server: TestServer;

beforeEach(async () => {
  server = await TestServer.start();
});

async function send(type: string, entries: object[], token?: string) {
  const body = { resourceType: 'Bundle', type, entry: entries };
  return server.ask('POST', '/', { body, token });
}

async function statuses(type: string, entries: object[], token?: string) {
  const { json } = await send(type, entries, token);
  return listAt(json, 'entry').map(one => valueAt(one, 'response', 'status'));
}

async function refusal(type: string, entries: object[], token?: string) {
  const { status, json } = await send(type, entries, token);
  return [status, valueAt(listAt(json, 'issue')[0], 'diagnostics')];
}

async function countOf(type: string) {
  const { json } = await server.ask('GET', `/${type}?_summary=count`);
  return valueAt(json, 'total');
}

describe('an entry of a batch', () => {
  it('is answered as if it had been sent alone', async () => {
    const { json } = await send('batch', [
      entry('GET', 'Patient?gender=male&_total=accurate'),
      entry('POST', 'Patient', { resource: patient }),
      entry('GET', 'Patient/absent'),
    ]);
    expect(json).toMatchObject({
      type: 'batch-response',
      entry: [
        {
          response: { status: '200' },
          resource: { type: 'searchset', total: 0 },
        },
        { response: { status: '201', etag: 'W/"1"' }, resource: patient },
        {
          response: {
            status: '404',
            outcome: { resourceType: 'OperationOutcome' },
          },
        },
      ],
    });
  });

  it.each<[string, object, string]>([
    [
      'a nested bundle',
      entry('POST', '/', {
        resource: {
          resourceType: 'Bundle',
          type: 'batch',
          entry: [entry('POST', 'Patient', { resource: patient })],
        },
      }),
      '400',
    ],
    [
      'an unknown type',
      entry('POST', 'Nonsense', { resource: { resourceType: 'Nonsense' } }),
      '404',
    ],
    [
      'a type of another version',
      entry('POST', 'NutritionIntake', {
        resource: { resourceType: 'NutritionIntake' },
      }),
      '404',
    ],
    [
      'another type than its URL',
      entry('POST', 'Patient', { resource: observation('Patient/1') }),
      '400',
    ],
    ['criteria that select nothing', entry('DELETE', 'Patient?shoe=1'), '412'],
    ['no request', { resource: patient }, '404'],
  ])('with %s is refused', async (_case, one, status) => {
    expect(await statuses('batch', [one])).toEqual([status]);
    expect(await countOf('Patient')).toBe(0);
  });

  it('without the right for it is refused', async () => {
    server = await TestServer.start({ env: secured });
    const token = await issueTestToken({ roles: ['globalReader'] });
    expect(
      await statuses(
        'batch',
        [
          entry('GET', 'Patient'),
          entry('POST', 'Patient', { resource: patient }),
          entry('PUT', 'Patient?identifier=A1', { resource: patient }),
          entry('DELETE', 'Patient/1?hardDelete=true'),
          entry('POST', '$reindex', {
            resource: { resourceType: 'Parameters' },
          }),
        ],
        token,
      ),
    ).toEqual(['200', '403', '403', '403', '403']);
  });
});

describe('a transaction', () => {
  const mother = 'urn:uuid:0b0f6e2c-6b1c-4a5b-9a0a-3f0f6f2f9f10';

  it('resolves references to its entries', async () => {
    const { json } = await send('transaction', [
      entry('POST', 'Observation', { resource: observation(mother) }),
      entry('POST', 'Patient', { fullUrl: mother, resource: patient }),
    ]);
    const [first, second] = listAt(json, 'entry');
    expect(valueAt(first, 'resource', 'subject', 'reference')).toBe(
      `Patient/${valueAt(second, 'resource', 'id')}`,
    );
  });

  it.each([
    [
      'a conditional create',
      entry('POST', 'Patient', { request: { ifNoneExist: 'identifier=A1' } }),
    ],
    ['a conditional update', entry('PUT', 'Patient?identifier=A1')],
  ])('resolves references to what %s has found', async (_case, one) => {
    const id = await server.create(patient);
    const { json } = await send('transaction', [
      { ...one, fullUrl: mother, resource: patient },
      entry('POST', 'Observation', { resource: observation(mother) }),
    ]);
    const reference = valueAt(
      listAt(json, 'entry')[1],
      'resource',
      'subject',
      'reference',
    );
    expect(reference).toBe(`Patient/${id}`);
    expect(await countOf('Patient')).toBe(1);
  });

  it('resolves conditional references', async () => {
    const id = await server.create(patient);
    const { json } = await send('transaction', [
      entry('POST', 'Observation', {
        resource: observation('Patient?identifier=urn:mrn|A1'),
      }),
    ]);
    const [first] = listAt(json, 'entry');
    expect(valueAt(first, 'resource', 'subject', 'reference')).toBe(
      `Patient/${id}`,
    );
  });

  it.each<[string, object, number, string]>([
    [
      'a conditional reference to nothing',
      entry('POST', 'Observation', {
        resource: observation('Patient?identifier=B2'),
      }),
      400,
      "Given conditional reference 'Patient?identifier=B2' does not resolve to a resource.",
    ],
    [
      'a conditional reference to several resources',
      entry('POST', 'Observation', {
        resource: observation('Patient?identifier=A1'),
      }),
      400,
      "Given conditional reference 'Patient?identifier=A1' resolved to multiple resources.",
    ],
    [
      'a conditional reference with a parameter that cannot be used',
      entry('POST', 'Observation', {
        resource: observation('Patient?identifier=A1&shoe=1'),
      }),
      400,
      "The search parameter 'shoe' is not supported for resource type 'Patient'.",
    ],
    [
      'a conditional reference to an unknown type',
      entry('POST', 'Observation', { resource: observation('Nonsense?a=b') }),
      400,
      "Resource type 'Nonsense' in the reference 'Nonsense?a=b' is not supported.",
    ],
    [
      'a nested bundle',
      entry('POST', 'Bundle', {
        resource: { resourceType: 'Bundle', type: 'batch' },
      }),
      400,
      'Requested operation does not support resource type: Bundle.',
    ],
    [
      'a conditional delete',
      entry('DELETE', 'Patient?identifier=A1'),
      400,
      "Requested operation 'Patient?identifier=A1' is not supported using DELETE.",
    ],
    [
      'an entry without a URL',
      { request: { method: 'GET' } },
      400,
      'Bundle.entry.request.url is required.',
    ],
    [
      'an unknown type',
      entry('POST', 'Nonsense', { resource: { resourceType: 'Nonsense' } }),
      404,
      "Transaction failed on 'POST' for the requested url '/Nonsense'. The requested route was not found: POST /Nonsense",
    ],
    [
      'a condition that several resources fulfil',
      entry('PUT', 'Patient?identifier=A1', { resource: patient }),
      412,
      'Conditional operation on Patient was not attempted because search criteria was not selective enough.',
    ],
  ])('fails as a whole with %s', async (_case, one, status, words) => {
    await server.create(patient);
    await server.create(patient);
    expect(
      await refusal('transaction', [
        entry('POST', 'Basic', { resource: { resourceType: 'Basic' } }),
        one,
      ]),
    ).toEqual([status, words]);
    expect(await countOf('Basic')).toBe(0);
  });

  it('fails as a whole when one resource is changed twice', async () => {
    const id = await server.create(patient);
    const resource = { ...patient, id };
    expect(
      await refusal('transaction', [
        entry('PUT', `Patient/${id}`, { resource }),
        entry('DELETE', `Patient/${id}`),
      ]),
    ).toEqual([
      400,
      `Bundle contains multiple entries that refers to the same resource 'Patient/${id}'.`,
    ]);
  });

  it('that fails takes back versions that it has overwritten', async () => {
    server = await TestServer.start({
      env: { FhirServer__CoreFeatures__Versioning__Default: 'no-version' },
    });
    const id = await server.create(patient);
    const [status] = await refusal('transaction', [
      entry('PUT', `Patient/${id}`, {
        resource: { resourceType: 'Patient', id, active: true },
      }),
      entry('GET', 'Patient/absent'),
    ]);
    expect(status).toBe(404);
    const { json } = await server.ask('GET', `/Patient/${id}`);
    expect(json).toMatchObject(patient);
  });

  it('without the right for one entry is refused', async () => {
    server = await TestServer.start({ env: secured });
    const token = await issueTestToken({ roles: ['globalReader'] });
    const [status] = await refusal(
      'transaction',
      [
        entry('GET', 'Patient'),
        entry('POST', 'Patient', { resource: patient }),
      ],
      token,
    );
    expect(status).toBe(403);
  });
});

it.each(['collection', 'searchset'])(
  'a bundle of type %s is not processed',
  async type => {
    expect(
      await refusal(type, [entry('POST', 'Patient', { resource: patient })]),
    ).toEqual([
      405,
      `Bundles of type '${type}' are not supported for this operation.`,
    ]);
  },
);

it('an entry that says "transaction" does not make a batch one', async () => {
  const resource = {
    resourceType: 'Basic',
    code: { coding: [{ type: 'transaction' }] },
  };
  expect(
    await statuses('batch', [
      entry('POST', 'Basic', { resource }),
      entry('GET', 'Patient/absent'),
    ]),
  ).toEqual(['201', '404']);
});

it('a single create resolves its conditional references as well', async () => {
  const id = await server.create(patient);
  const { json } = await server.ask('POST', '/Observation', {
    body: observation('Patient?identifier=A1'),
  });
  expect(valueAt(json, 'subject', 'reference')).toBe(`Patient/${id}`);
});
