import {
  createAzureEmulator,
  createCertificates,
  type AzureEmulator,
  type Certificates,
} from '@fhir-on-aks/sandbox-azure';
import type {
  ManagedIdentityProvider,
  RoleGrant,
} from './ManagedIdentityProvider';
import {
  azureManagedIdentities,
  type AzureManagedIdentitiesOptions,
} from './providers/azure/azureManagedIdentities';
import { FakeManagedIdentities } from './testing/FakeManagedIdentities';

/** What the port promises: the fake keeps it as the real Azure clients do. */

let azure: AzureEmulator;
let endpoint: string;
let tls: Certificates;

beforeAll(async () => {
  tls = await createCertificates();
  azure = createAzureEmulator({ tls, federatedWriteMilliseconds: 0 });
  ({ url: endpoint } = await azure.listen(0));
});

afterAll(() => azure.close());
beforeEach(() => azure.reset());

const grant = (): RoleGrant => ({
  scope: `/subscriptions/${azure.state.subscriptionId}/resourceGroups/rg-fhir/providers/Microsoft.Storage/storageAccounts/stfhir`,
  role: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
});

function real(
  more: { resourceGroup?: string; roleAssignments?: RoleGrant[] } = {},
  options: AzureManagedIdentitiesOptions = {},
): ManagedIdentityProvider {
  const { subscriptionId, tenantId, clientId, clientSecret } = azure.state;
  return azureManagedIdentities(
    {
      subscriptionId,
      tenantId,
      clientId,
      clientSecret,
      resourceGroup: 'rg-fhir',
      location: 'westeurope',
      oidcIssuer: 'https://oidc.example.org/one/',
      endpoint: `${endpoint}/`,
      authorityHost: `${endpoint}/`,
      roleAssignments: [grant()],
      ...more,
    },
    { ca: tls.ca, ...options },
  );
}

const credential = {
  name: 'fhir-one',
  issuer: 'https://oidc.example.org/one/',
  subject: 'system:serviceaccount:cardiology:cardio',
  audience: 'api://AzureADTokenExchange',
};

describe.each([
  ['Azure', () => real()],
  ['the fake', () => new FakeManagedIdentities([grant()])],
])('the managed identities of %s', (_name, make) => {
  let provider: ManagedIdentityProvider;

  beforeEach(() => {
    provider = make();
  });

  it('say where they are and who issues the tokens', () => {
    expect(provider.place).toBe('rg-fhir (westeurope)');
    expect(provider.issuer).toBe('https://oidc.example.org/one/');
    expect(provider.roles).toEqual([grant()]);
  });

  it('are made once: a second time only the tags change', async () => {
    expect(await provider.get('id-one')).toBeUndefined();
    const made = await provider.put('id-one', { a: '1' });
    const again = await provider.put('id-one', { b: '2' });
    expect(again).toEqual({ ...made, tags: { b: '2' } });
    expect(await provider.get('id-one')).toEqual(again);
    expect(await provider.list()).toEqual([again]);
    expect(made.clientId).not.toBe(made.principalId);
  });

  it('are deleted once: a second time says so', async () => {
    await provider.put('id-one', {});
    expect(await provider.remove('id-one')).toBe(true);
    expect(await provider.remove('id-one')).toBe(false);
    expect(await provider.list()).toEqual([]);
  });

  it('have federated credentials, which may be put again', async () => {
    await provider.put('id-one', {});
    await provider.putFederatedCredential('id-one', credential);
    await provider.putFederatedCredential('id-one', credential);
    expect(await provider.listFederatedCredentials('id-one')).toEqual([
      credential,
    ]);
    const remove = () =>
      provider.removeFederatedCredential('id-one', credential.name);
    expect([await remove(), await remove()]).toEqual([true, false]);
  });

  it('have none when there is no such identity, and get none: that may pass', async () => {
    expect(await provider.listFederatedCredentials('id-none')).toEqual([]);
    await expect(
      provider.putFederatedCredential('id-none', credential),
    ).rejects.toMatchObject({ name: 'AzureError', retry: 'retry' });
  });

  it('lose their federated credentials with themselves', async () => {
    await provider.put('id-one', {});
    await provider.putFederatedCredential('id-one', credential);
    await provider.remove('id-one');
    await provider.put('id-one', {});
    expect(await provider.listFederatedCredentials('id-one')).toEqual([]);
  });

  it('get and lose roles', async () => {
    const { principalId } = await provider.put('id-one', {});
    expect(await provider.listRoles(principalId)).toEqual([]);
    await provider.putRole(principalId, grant());
    expect(await provider.listRoles(principalId)).toEqual([grant()]);
    const remove = () => provider.removeRole(principalId, grant());
    expect([await remove(), await remove()]).toEqual([true, false]);
    expect(await provider.listRoles(principalId)).toEqual([]);
  });
});

describe('azureManagedIdentities', () => {
  it('gives a role that is there already without complaint', async () => {
    const { principalId } = await real().put('id-one', {});
    await real().putRole(principalId, grant());
    await real().putRole(principalId, grant());
    expect(azure.state.roleAssignments).toHaveLength(1);
  });

  it('leaves a role alone that somebody else gave for the same', async () => {
    const { principalId } = await real().put('id-one', {});
    azure.state.roleAssignments.push({
      scope: grant().scope,
      name: '99999999-0000-4000-8000-000000000000',
      roleDefinitionId: `/subscriptions/${azure.state.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${grant().role}`,
      principalId,
      principalType: 'ServicePrincipal',
    });
    await real().putRole(principalId, grant());
    expect(await real().removeRole(principalId, grant())).toBe(false);
    expect(azure.state.roleAssignments).toHaveLength(1);
  });

  it('does not take a resource group that is missing for an identity that is', async () => {
    const lost = real({ resourceGroup: 'rg-none' });
    for (const work of [
      () => lost.get('id-one'),
      () => lost.remove('id-one'),
      () => lost.list(),
      () => lost.listFederatedCredentials('id-one'),
    ]) {
      await expect(work()).rejects.toMatchObject({
        code: 'ResourceGroupNotFound',
        retry: 'fatal',
      });
    }
  });

  it('joins all requests of a run by one correlation id', async () => {
    const seen = new Set<string | undefined>();
    const provider = real(
      {},
      {
        correlationId: 'task-42',
        policies: [
          {
            name: 'look',
            sendRequest: (request, next) => {
              seen.add(request.headers.get('x-ms-correlation-request-id'));
              return next(request);
            },
          },
        ],
      },
    );
    const { principalId } = await provider.put('id-one', {});
    await provider.putRole(principalId, grant());
    expect([...seen]).toEqual(['task-42']);
  });

  it('ends a request at once when it is aborted', async () => {
    const signal = AbortSignal.abort();
    await expect(real().get('id-one', { signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
