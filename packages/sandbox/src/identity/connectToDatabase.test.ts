import type { ContainerStart } from '@fhir-on-aks/sandbox-kubernetes';
import { parseConnectionString } from '@fhir-on-aks/sandbox-fhir-server';
import { createDatabaseConnector } from './connectToDatabase';
import { workloadIdentitySignIn } from './workloadIdentitySignIn';

const server = 'sql-sandbox.database.windows.net';
const connect = createDatabaseConnector([server], {
  workloadIdentity: async (_container, scope) =>
    `workload identity for ${scope}`,
  podIdentity: async (_container, clientId) => `pod identity ${clientId}`,
});

function container(
  env: Record<string, string> = {},
  files: Record<string, string> = {},
): ContainerStart {
  return {
    image: { kind: 'fhir', version: 'r4', repository: 'r', tag: 't', id: 'i' },
    namespace: 'fhir',
    pod: 'sample-1',
    podUid: 'u',
    container: 'fhir',
    args: [],
    labels: {},
    serviceAccount: 'sample',
    env,
    files,
    resumed: false,
    log: () => {},
    onExit: () => {},
    onChange: () => {},
  };
}

describe('a connection', () => {
  it.each([
    [
      'a user and a password',
      `Server=tcp:${server},1433;Initial Catalog=a;User Id=fhir;Password=x`,
      {},
      undefined,
    ],
    [
      'no password',
      `Server=${server};Database=a;User Id=fhir`,
      {},
      "Login failed for user 'fhir'.",
    ],
    [
      'workload identity',
      `Server=${server};Initial Catalog=a;Authentication=Active Directory Workload Identity`,
      {},
      'workload identity for https://database.windows.net/.default',
    ],
    [
      'managed identity',
      `Server=${server};Initial Catalog=a;Authentication=Active Directory Managed Identity;User Id=client`,
      {},
      'pod identity client',
    ],
    [
      'managed identity on a pod with workload identity',
      `Server=${server};Initial Catalog=a;Authentication=Active Directory Managed Identity`,
      { AZURE_FEDERATED_TOKEN_FILE: '/t' },
      'workload identity for https://database.windows.net/.default',
    ],
    [
      'another server',
      'Data Source=sql.example.org;Initial Catalog=a;User Id=a;Password=b',
      {},
      expect.stringContaining('No such host is known: sql.example.org'),
    ],
  ])('with %s', async (_case, text, env, expected) => {
    const connection = parseConnectionString(text);
    if (!connection) throw new Error('not a connection string');
    expect(await connect(container(env), connection)).toEqual(expected);
  });

  it.each(['', 'Server=x', 'Initial Catalog=x', 'nonsense'])(
    'string %j names no database',
    text => {
      expect(parseConnectionString(text)).toBeUndefined();
    },
  );
});

describe('signing in with workload identity', () => {
  const env = {
    AZURE_CLIENT_ID: 'client',
    AZURE_TENANT_ID: 'tenant',
    AZURE_AUTHORITY_HOST: 'https://login/',
    AZURE_FEDERATED_TOKEN_FILE: '/token',
  };
  const files = { '/token': 'the token' };

  it('sends the projected token to the token endpoint of the tenant', async () => {
    const sent: [string, Record<string, string>][] = [];
    const signIn = workloadIdentitySignIn(async (url, form) => {
      sent.push([url, form]);
      return { status: 200, body: {} };
    });
    expect(await signIn(container(env, files), 'scope')).toBeUndefined();
    expect(sent).toEqual([
      [
        'https://login/tenant/oauth2/v2.0/token',
        expect.objectContaining({
          client_id: 'client',
          client_assertion: 'the token',
          scope: 'scope',
        }),
      ],
    ]);
  });

  it('fails in the words of Entra', async () => {
    const signIn = workloadIdentitySignIn(async () => ({
      status: 401,
      body: {
        error_description: 'AADSTS70021: No matching federated identity record',
      },
    }));
    expect(await signIn(container(env, files), 'scope')).toBe(
      'WorkloadIdentityCredential authentication failed: AADSTS70021: No matching federated identity record',
    );
  });

  it.each(Object.keys(env))(
    'says that it is not configured without %s',
    async name => {
      const signIn = workloadIdentitySignIn(async () => ({
        status: 200,
        body: {},
      }));
      expect(
        await signIn(container({ ...env, [name]: '' }, files), 'scope'),
      ).toContain('The workload options are not fully configured');
    },
  );
});
