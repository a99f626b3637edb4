import { generateKeyPair, SignJWT } from 'jose';
import { listAt, valueAt } from '@fhir-on-aks/sandbox-kubernetes';
import {
  issueTestToken,
  secured,
  TestServer,
} from './__testUtils__/TestServer';

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start({ env: secured });
});

async function forged() {
  const { privateKey } = await generateKeyPair('RS256');
  return new SignJWT({
    iss: secured.FhirServer__Security__Authentication__Authority,
    aud: 'api://sample',
    exp: 4e9,
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .sign(privateKey);
}

describe('a request without a good token is refused with 401', () => {
  it.each<[string, () => Promise<string | undefined>, RegExp]>([
    ['no token', async () => undefined, /^Bearer$/],
    ['no JWT', async () => 'nonsense', /invalid_token/],
    [
      'another audience',
      () => issueTestToken({ aud: 'api://other' }),
      /"aud" claim|'aud' claim|aud/,
    ],
    [
      'another issuer',
      () => issueTestToken({ iss: 'https://evil.example.org' }),
      /iss/,
    ],
    ['expired', () => issueTestToken({}, -1000), /exp/],
    ['signed by somebody else', forged, /signature/],
  ])('%s', async (_case, make, challenge) => {
    const answer = await server.ask('GET', '/Patient', { token: await make() });
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(challenge);
    expect(valueAt(listAt(answer.json, 'issue')[0], 'code')).toBe('login');
  });
});

it.each([
  '/metadata',
  '/health/check',
  '/$versions',
  '/.well-known/smart-configuration',
  '/_schema/compatibility',
])('%s needs no token', async url => {
  expect((await server.ask('GET', url)).status).toBe(200);
});

describe('roles', () => {
  const all = [
    'globalReader',
    'globalWriter',
    'globalExporter',
    'globalConverter',
    'globalImporter',
    'globalAdmin',
  ];
  const patient = { resourceType: 'Patient', id: 'p' };
  const parameters = { resourceType: 'Parameters', parameter: [] };
  const asynchronous = {
    accept: 'application/fhir+json',
    prefer: 'respond-async',
  };

  it.each<[string, string, string, object, string[]]>([
    [
      'reading',
      'GET',
      '/Patient/absent',
      {},
      ['globalReader', 'globalWriter', 'globalExporter', 'globalAdmin'],
    ],
    [
      'searching',
      'GET',
      '/Patient',
      {},
      ['globalReader', 'globalWriter', 'globalExporter', 'globalAdmin'],
    ],
    [
      'writing',
      'PUT',
      '/Patient/p',
      { body: patient },
      ['globalWriter', 'globalAdmin'],
    ],
    ['deleting', 'DELETE', '/Patient/p', {}, ['globalWriter', 'globalAdmin']],
    [
      'deleting for good',
      'DELETE',
      '/Patient/p?hardDelete=true',
      {},
      ['globalAdmin'],
    ],
    [
      'exporting',
      'GET',
      '/$export',
      { headers: asynchronous },
      ['globalExporter', 'globalAdmin'],
    ],
    ['reindexing', 'POST', '/$reindex', { body: parameters }, ['globalAdmin']],
    [
      'converting',
      'POST',
      '/$convert-data',
      { body: parameters },
      ['globalConverter', 'globalWriter', 'globalAdmin'],
    ],
  ])('%s', async (_case, method, url, options, allowed) => {
    const may: string[] = [];
    for (const role of all) {
      const answer = await server.ask(method, url, {
        ...options,
        token: await issueTestToken({ roles: [role] }),
      });
      if (answer.status !== 403) may.push(role);
    }
    expect(may.sort()).toEqual([...allowed].sort());
  });

  it('without any role nothing is allowed, and names do not count by case', async () => {
    const none = await server.ask('GET', '/Patient', {
      token: await issueTestToken(),
    });
    expect([
      none.status,
      valueAt(listAt(none.json, 'issue')[0], 'diagnostics'),
    ]).toEqual([403, 'Authorization failed.']);
    expect(
      (
        await server.ask('GET', '/Patient', {
          token: await issueTestToken({ roles: 'GLOBALREADER' }),
        })
      ).status,
    ).toBe(200);
  });

  it('hold for each entry of a batch, and for a transaction as a whole', async () => {
    const token = await issueTestToken({ roles: ['globalReader'] });
    const entry = [
      { request: { method: 'GET', url: 'Patient' } },
      { request: { method: 'POST', url: 'Patient' }, resource: patient },
    ];
    const batch = await server.ask('POST', '/', {
      token,
      body: { resourceType: 'Bundle', type: 'batch', entry },
    });
    expect(
      listAt(batch.json, 'entry').map(one =>
        String(valueAt(one, 'response', 'status')).slice(0, 3),
      ),
    ).toEqual(['200', '403']);
    const transaction = await server.ask('POST', '/', {
      token,
      body: { resourceType: 'Bundle', type: 'transaction', entry },
    });
    expect(transaction.status).toBe(403);
  });

  it('are those of roles.json when there is one, under the claim that is configured', async () => {
    const other = await TestServer.start({
      env: {
        ...secured,
        FhirServer__Security__Authorization__RolesClaim: 'groups',
      },
      files: {
        '/app/roles.json':
          '{"roles":[{"name":"nurse","dataActions":["read"],"notDataActions":[],"scopes":["/"]}]}',
      },
    });
    expect(
      (
        await other.ask('GET', '/Patient', {
          token: await issueTestToken({ groups: ['nurse'] }),
        })
      ).status,
    ).toBe(200);
    expect(
      (
        await other.ask('GET', '/Patient', {
          token: await issueTestToken({ roles: ['globalAdmin'] }),
        })
      ).status,
    ).toBe(403);
  });

  it('are not looked at when authorization is off: a token is enough', async () => {
    const other = await TestServer.start({
      env: {
        ...secured,
        FhirServer__Security__Authorization__Enabled: 'false',
      },
    });
    expect(
      (
        await other.ask('POST', '/Patient', {
          token: await issueTestToken(),
          body: { resourceType: 'Patient' },
        })
      ).status,
    ).toBe(201);
    expect(
      (await other.ask('GET', '/.well-known/smart-configuration')).status,
    ).toBe(400);
  });
});

describe('the audit log', () => {
  async function auditLines(
    env: Record<string, string>,
    headers: Record<string, string> = {},
  ) {
    const other = await TestServer.start({
      env: { ...secured, Logging__Console__FormatterName: 'json', ...env },
    });
    const answer = await other.ask('GET', '/Patient?family=x', {
      token: await issueTestToken({ roles: ['globalReader'] }),
      headers,
    });
    const lines = other.lines
      .map(line => JSON.parse(line))
      .filter(line => line.Category.endsWith('IAuditLogger'));
    return { answer, lines };
  }

  it('has two lines per request with who, what and how it ended', async () => {
    const { lines } = await auditLines(
      {},
      { 'x-ms-azurefhir-audit-case': '42', 'user-agent': 'curl' },
    );
    expect(lines.map(({ State }) => State.ActionType)).toEqual([
      'Executing',
      'Executed',
    ]);
    expect(lines[1].State).toMatchObject({
      Action: 'search-type',
      ResourceType: 'Patient',
      ResourceUri: 'http://sample.localhost/Patient?family=x',
      StatusCode: '200',
      Claims: expect.stringContaining('oid=object-1'),
      CustomHeaders: 'x-ms-azurefhir-audit-case=42',
      CallerAgent: 'curl',
      AdditionalProperties: 'processingDurationMs=0',
    });
  });

  it('records refusals, and no anonymous route', async () => {
    const other = await TestServer.start({
      env: { ...secured, Logging__Console__FormatterName: 'json' },
    });
    await other.ask('GET', '/metadata');
    await other.ask('GET', '/Patient');
    const lines = other.lines.filter(line => line.includes('IAuditLogger'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"StatusCode":"401"');
  });

  it('is silent when its category is at Warning', async () => {
    expect(
      (await auditLines({ 'Logging__LogLevel__Microsoft.Health': 'Warning' }))
        .lines,
    ).toEqual([]);
  });

  it.each([
    [
      'too many custom headers',
      Object.fromEntries(
        [...Array(11).keys()].map(at => [`x-ms-azurefhir-audit-${at}`, 'x']),
      ),
      'The maximum number of custom audit headers allowed is 10',
    ],
    [
      'a custom header that is too long',
      { 'x-ms-azurefhir-audit-a': 'x'.repeat(2049) },
      'The maximum length of a custom audit header value is 2048',
    ],
  ])('refuses %s', async (_case, headers, words) => {
    const { answer } = await auditLines({}, headers);
    expect([
      answer.status,
      valueAt(listAt(answer.json, 'issue')[0], 'diagnostics'),
    ]).toEqual([400, expect.stringContaining(words)]);
  });
});
