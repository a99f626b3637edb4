import { decodeJwt } from 'jose';
import {
  valueAt,
  type StoredDeployment,
} from '@fhir-on-aks/sandbox-kubernetes';
import { TestSandbox } from '../__testUtils__/TestSandbox';

jest.setTimeout(30_000);

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await TestSandbox.start();
  for (const [namespace, name] of [
    ['fhir', 'cardio'],
    ['fhir', 'twin'],
    ['default', 'twin'],
  ]) {
    sandbox.store.apply(
      {
        apiVersion: 'fhir-on-aks.io/v1alpha1',
        kind: 'Fhir',
        metadata: { name, namespace },
        spec: {
          fhirVersion: 'R4',
          identity: { type: 'None' },
          database: {
            server: 'sql-sandbox.database.windows.net',
            name,
            authentication: 'Secret',
            connectionStringSecret: { name: 'sql', key: 'cs' },
          },
          security:
            name === 'twin'
              ? { mode: 'Disabled' }
              : {
                  mode: 'Enabled',
                  authority: 'https://login.example.org',
                  audience: `api://${name}`,
                },
          exposure: { type: 'None' },
        },
      },
      { fieldManager: 'test' },
    );
  }
});

afterEach(async () => {
  await sandbox.control('DELETE', '/faults');
});

afterAll(() => sandbox.close());

const kinds = [
  'image-pull',
  'crash-loop',
  'pending',
  'slow-start',
  'degraded',
  'api-429',
  'api-500',
  'api-reset',
  'arm-403',
  'arm-409',
  'arm-429',
  'arm-500',
];

describe('faults', () => {
  it('are listed, added once, and taken off by kind, by instance or all', async () => {
    const faults = async (method: string, url = '', body?: object) =>
      (await sandbox.control(method, `/faults${url}`, body)).json();
    expect(await faults('GET')).toEqual({ kinds, faults: [] });
    await faults('POST', '', { kind: 'degraded', instance: 'cardio' });
    await faults('POST', '', { kind: 'degraded', instance: 'fhir/cardio' });
    await faults('POST', '', { kind: 'slow-start' });
    expect(await faults('POST', '', { kind: 'degraded' })).toEqual({
      kinds,
      faults: [
        { kind: 'degraded', instance: 'fhir/cardio' },
        { kind: 'slow-start' },
        { kind: 'degraded' },
      ],
    });
    expect(
      valueAt(await faults('DELETE', '?instance=cardio'), 'faults'),
    ).toEqual([{ kind: 'slow-start' }, { kind: 'degraded' }]);
    expect(valueAt(await faults('DELETE', '?kind=degraded'), 'faults')).toEqual(
      [{ kind: 'slow-start' }],
    );
    expect(valueAt(await faults('DELETE'), 'faults')).toEqual([]);
  });

  it.each([
    [
      'an unknown kind',
      'POST',
      '/faults',
      { kind: 'nonsense' },
      `there is no fault "nonsense"; say one of ${kinds.join(', ')}`,
    ],
    ['no kind', 'POST', '/faults', {}, 'there is no fault "undefined"'],
    [
      'an unknown kind to take off',
      'DELETE',
      '/faults?kind=nonsense',
      undefined,
      'there is no fault "nonsense"',
    ],
    [
      'a field that is not known',
      'POST',
      '/faults',
      { kind: 'pending', instanze: 'x' },
      'instanze',
    ],
    ['no JSON', 'POST', '/faults', '{', 'The request is not right'],
    [
      'an unknown instance',
      'POST',
      '/faults',
      { kind: 'pending', instance: 'absent' },
      'There is no FHIR server "absent". Say one of: default/twin, fhir/cardio, fhir/twin.',
    ],
    [
      'a name that two have',
      'POST',
      '/faults',
      { kind: 'pending', instance: 'twin' },
      'Several FHIR servers are called "twin". Say one of: default/twin, fhir/twin.',
    ],
    [
      'an instance for the API',
      'POST',
      '/faults',
      { kind: 'api-500', instance: 'cardio' },
      'The fault api-500 is for the whole sandbox: leave the instance out.',
    ],
    [
      'another route',
      'GET',
      '/nonsense',
      undefined,
      'The sandbox does not answer GET /sandbox/nonsense',
    ],
  ])('are refused with %s', async (_case, method, url, body, words) => {
    const answer = await sandbox.control(method, url, body);
    expect([answer.status, valueAt(answer.json(), 'message')]).toEqual([
      400,
      expect.stringContaining(words),
    ]);
  });

  it.each([
    ['image-pull', true],
    ['pending', true],
    ['slow-start', true],
    ['crash-loop', false],
    ['degraded', true],
  ])('%s begins a rollout of its instance: %s', async (kind, begins) => {
    const labels = { 'app.kubernetes.io/instance': 'cardio', fault: kind };
    sandbox.store.create({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: kind, namespace: 'fhir', labels },
      spec: {
        paused: true,
        replicas: 0,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'fhir', image: 'x' }] },
        },
      },
    });
    await sandbox.control('POST', '/faults', { kind, instance: 'cardio' });
    const deployment = sandbox.store.get<StoredDeployment>(
      'Deployment',
      'fhir',
      kind,
    );
    expect(
      deployment?.spec?.template.metadata?.annotations?.[
        'kubectl.kubernetes.io/restartedAt'
      ] !== undefined,
    ).toBe(begins);
  });

  it.each([
    ['api-429', 429],
    ['api-500', 500],
  ])(
    '%s answers %d to every request of the Kubernetes API, but not to the control API',
    async (kind, status) => {
      await sandbox.control('POST', '/faults', { kind });
      expect((await sandbox.kubernetes('GET', '/api/v1/pods')).status).toBe(
        status,
      );
      await sandbox.control('DELETE', `/faults?kind=${kind}`);
      expect((await sandbox.kubernetes('GET', '/api/v1/pods')).status).toBe(
        200,
      );
    },
  );

  it('api-reset cuts the connection', async () => {
    await sandbox.control('POST', '/faults', { kind: 'api-reset' });
    await expect(sandbox.kubernetes('GET', '/api/v1/pods')).rejects.toThrow();
  });

  it.each([
    ['arm-403', 403],
    ['arm-409', 409],
    ['arm-429', 429],
    ['arm-500', 500],
  ])(
    '%s answers %d to every request of Azure Resource Manager',
    async (kind, status) => {
      await sandbox.control('POST', '/faults', { kind });
      expect((await sandbox.azureResourceGroups()).status).toBe(status);
      await sandbox.control('DELETE', '/faults');
      expect((await sandbox.azureResourceGroups()).status).toBe(200);
    },
  );
});

describe('tokens', () => {
  async function claims(request: object) {
    const answer = await sandbox.control('POST', '/tokens', request);
    return {
      answer: answer.json(),
      claims: decodeJwt(String(valueAt(answer.json(), 'accessToken'))),
    };
  }

  it('have the audience of the instance and the role of an administrator', async () => {
    const { answer, claims: made } = await claims({ instance: 'cardio' });
    expect(answer).toMatchObject({
      tokenType: 'Bearer',
      expiresIn: 3600,
      audience: 'api://cardio',
    });
    expect(made).toMatchObject({
      aud: 'api://cardio',
      roles: ['globalAdmin'],
      sub: 'sandbox-user',
      ver: '2.0',
    });
    expect(Number(made.exp) - Number(made.iat)).toBe(3600);
  });

  it('have what is asked for', async () => {
    const { claims: made } = await claims({
      audience: 'api://x',
      roles: ['globalReader'],
      scopes: ['patient.read', 'user.read'],
      subject: 'anna',
      minutes: 5,
    });
    expect(made).toMatchObject({
      aud: 'api://x',
      roles: ['globalReader'],
      scp: 'patient.read user.read',
      sub: 'anna',
    });
    expect(made.oid).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(Number(made.exp) - Number(made.iat)).toBe(300);
  });

  it.each([
    [
      'neither instance nor audience',
      {},
      'A token needs an instance (<namespace>/<name>) or an audience.',
    ],
    [
      'an unknown instance',
      { instance: 'absent' },
      'There is no FHIR server "absent".',
    ],
    [
      'an instance without sign-in',
      { instance: 'fhir/twin' },
      'has no spec.security.audience: it needs no token',
    ],
    ['a lifetime that is none', { audience: 'x', minutes: 0 }, 'minutes'],
  ])('are refused with %s', async (_case, request, words) => {
    const answer = await sandbox.control('POST', '/tokens', request);
    expect([answer.status, valueAt(answer.json(), 'message')]).toEqual([
      400,
      expect.stringContaining(words),
    ]);
  });
});
