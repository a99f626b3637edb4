import { ManagedServiceIdentityClient } from '@azure/arm-msi';
import { ClientSecretCredential } from '@azure/identity';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createCertificates, type Certificates } from './certificates';
import {
  createAzureEmulator,
  type AzureEmulator,
  type AzureEmulatorOptions,
} from './createAzureEmulator';

let tls: Certificates;
let emulator: AzureEmulator;
let url: string;
const open: AzureEmulator[] = [];

async function start(options: Partial<AzureEmulatorOptions> = {}) {
  const made = createAzureEmulator({ tls, ...options });
  open.push(made);
  const listening = await made.listen(0);
  return { made, url: listening.url };
}

function credential(from: AzureEmulator, secret?: string) {
  const { tenantId, clientId, clientSecret } = from.state;
  return new ClientSecretCredential(
    tenantId,
    clientId,
    secret ?? clientSecret,
    {
      authorityHost: url,
      disableInstanceDiscovery: true,
      tlsOptions: { ca: tls.ca },
      retryOptions: { maxRetries: 0 },
    },
  );
}

function client(subscription = emulator.state.subscriptionId) {
  return new ManagedServiceIdentityClient(credential(emulator), subscription, {
    endpoint: url,
    credentialScopes: 'https://management.azure.com/.default',
    tlsOptions: { ca: tls.ca },
    retryOptions: { maxRetries: 1, retryDelayInMs: 1 },
  });
}

beforeAll(async () => {
  tls = await createCertificates();
});

beforeEach(async () => {
  ({ made: emulator, url } = await start());
});

afterEach(async () => {
  await Promise.all(open.splice(0).map(one => one.close()));
});

describe('managed identities, through the real client', () => {
  const where = ['rg-fhir', 'fhir-cardio'] as const;
  const body = { location: 'westeurope', tags: { 'managed-by': 'fhir' } };

  it('creates (201), repeats (200), reads, lists, changes tags, deletes (200) and deletes again (204)', async () => {
    const { userAssignedIdentities } = client();
    const statuses: number[] = [];
    const onResponse = (raw: { status: number }) => {
      statuses.push(raw.status);
    };
    const made = await userAssignedIdentities.createOrUpdate(...where, body, {
      onResponse,
    });
    const again = await userAssignedIdentities.createOrUpdate(...where, body, {
      onResponse,
    });
    expect(again.clientId).toBe(made.clientId);
    expect(made.id).toContain('/resourcegroups/rg-fhir/');
    const read = await userAssignedIdentities.get('RG-FHIR', 'FHIR-Cardio');
    expect(read.principalId).toBe(made.principalId);
    await userAssignedIdentities.update(...where, { tags: { a: 'b' } });
    const listed = [];
    for await (const one of userAssignedIdentities.listByResourceGroup(
      'rg-fhir',
    )) {
      listed.push([one.name, one.tags]);
    }
    expect(listed).toEqual([['fhir-cardio', { a: 'b' }]]);
    await userAssignedIdentities.delete(...where, { onResponse });
    await userAssignedIdentities.delete(...where, { onResponse });
    expect(statuses).toEqual([201, 200, 200, 204]);
  });

  it.each([
    ['an identity that is not there', 'rg-fhir', 404, 'ResourceNotFound'],
    [
      'a resource group that is not there',
      'rg-other',
      404,
      'ResourceGroupNotFound',
    ],
  ])('refuses %s', async (_case, group, statusCode, code) => {
    await expect(
      client().userAssignedIdentities.get(group, 'absent'),
    ).rejects.toMatchObject({ statusCode, code });
  });

  it('refuses another subscription, another location and a tag with a slash', async () => {
    await expect(
      client('00000000-0000-0000-0000-000000000000').userAssignedIdentities.get(
        ...where,
      ),
    ).rejects.toMatchObject({ code: 'SubscriptionNotFound' });
    const { userAssignedIdentities } = client();
    await userAssignedIdentities.createOrUpdate(...where, body);
    await expect(
      userAssignedIdentities.createOrUpdate(...where, { location: 'eastus' }),
    ).rejects.toMatchObject({
      statusCode: 409,
      code: 'InvalidResourceLocation',
    });
    await expect(
      userAssignedIdentities.createOrUpdate(...where, {
        ...body,
        tags: { 'a/b': 'c' },
      }),
    ).rejects.toMatchObject({ code: 'InvalidTagNameCharacters' });
  });
});

describe('federated credentials, through the real client', () => {
  const at = (name: string) => ['rg-fhir', 'fhir-cardio', name] as const;
  const credentialOf = (subject: string) => ({
    issuer: 'https://oidc.example/1/',
    subject,
    audiences: ['api://AzureADTokenExchange'],
  });

  beforeEach(() =>
    client().userAssignedIdentities.createOrUpdate('rg-fhir', 'fhir-cardio', {
      location: 'westeurope',
    }),
  );

  it('creates, lists and deletes; they go with their identity', async () => {
    const { federatedIdentityCredentials, userAssignedIdentities } = client();
    const made = await federatedIdentityCredentials.createOrUpdate(
      ...at('one'),
      credentialOf('system:serviceaccount:fhir:cardio'),
    );
    expect(made).toMatchObject({
      name: 'one',
      issuer: 'https://oidc.example/1/',
    });
    await federatedIdentityCredentials.delete(...at('one'));
    await federatedIdentityCredentials.createOrUpdate(
      ...at('two'),
      credentialOf('s'),
    );
    await userAssignedIdentities.delete('rg-fhir', 'fhir-cardio');
    expect(emulator.state.identities).toEqual([]);
    await expect(
      federatedIdentityCredentials.createOrUpdate(
        ...at('two'),
        credentialOf('s'),
      ),
    ).rejects.toMatchObject({
      statusCode: 404,
      code: 'ParentResourceNotFound',
    });
  });

  it('lets one of five writes at once through and answers 409 to the others', async () => {
    // Long enough that the five meet on a busy machine.
    ({ made: emulator, url } = await start({
      federatedWriteMilliseconds: 1000,
    }));
    const { federatedIdentityCredentials, userAssignedIdentities } = client();
    await userAssignedIdentities.createOrUpdate('rg-fhir', 'fhir-cardio', {
      location: 'westeurope',
    });
    const results = await Promise.allSettled(
      [1, 2, 3, 4, 5].map(n =>
        federatedIdentityCredentials.createOrUpdate(
          ...at(`fic-${n}`),
          credentialOf(`s${n}`),
        ),
      ),
    );
    const refused = results.flatMap(one =>
      one.status === 'rejected' ? [one.reason.code] : [],
    );
    expect(refused).toHaveLength(4);
    expect(new Set(refused)).toEqual(
      new Set([
        'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity',
      ]),
    );
  });

  it.each([
    [
      'the same issuer and subject',
      'other',
      credentialOf('s'),
      /Issuer and subject combination already exists/,
    ],
    [
      'two audiences',
      'other',
      { ...credentialOf('t'), audiences: ['a', 'b'] },
      /exactly one audience/,
    ],
    ['a bad name', '-x', credentialOf('t'), /name '-x' is invalid/],
  ])('refuses %s', async (_case, name, wanted, message) => {
    const { federatedIdentityCredentials } = client();
    await federatedIdentityCredentials.createOrUpdate(
      ...at('first'),
      credentialOf('s'),
    );
    await expect(
      federatedIdentityCredentials.createOrUpdate(...at(name), wanted),
    ).rejects.toMatchObject({
      statusCode: 400,
      code: 'BadRequest',
      message: expect.stringMatching(message),
    });
  });

  it('refuses the 21st', async () => {
    emulator.state.identities[0].federatedCredentials = Array.from(
      { length: 20 },
      (_, n) => ({ name: `fic-${n}`, ...credentialOf(`s${n}`) }),
    );
    await expect(
      client().federatedIdentityCredentials.createOrUpdate(
        ...at('fic-20'),
        credentialOf('s20'),
      ),
    ).rejects.toMatchObject({ statusCode: 400 });
  });
});

describe('what goes wrong', () => {
  it('says that the client secret is wrong', async () => {
    await expect(
      credential(emulator, 'wrong').getToken(
        'https://management.azure.com/.default',
      ),
    ).rejects.toThrow(/AADSTS7000215/);
  });

  it('answers 403, and goes on when a 429 with Retry-After ends', async () => {
    const { userAssignedIdentities } = client();
    const put = () =>
      userAssignedIdentities.createOrUpdate('rg-fhir', 'fhir-cardio', {
        location: 'westeurope',
      });
    emulator.setFaults(() => ({ status: 403 }));
    await expect(put()).rejects.toMatchObject({ code: 'AuthorizationFailed' });
    let throttled = 0;
    emulator.setFaults(() =>
      throttled++ < 1 ? { status: 429, retryAfterSeconds: 0 } : undefined,
    );
    await expect(put()).resolves.toMatchObject({ name: 'fhir-cardio' });
  });

  it('cuts the connection after the request was done', async () => {
    const { userAssignedIdentities } = client();
    emulator.setFaults(({ index }) =>
      index < 2 ? { cut: 'after' } : undefined,
    );
    await expect(
      userAssignedIdentities.createOrUpdate('rg-fhir', 'fhir-cardio', {
        location: 'westeurope',
      }),
    ).rejects.toThrow();
    expect(emulator.state.identities).toHaveLength(1);
  });
});

it('keeps its state in the directory', async () => {
  const dataDirectory = fs.mkdtempSync(path.join(os.tmpdir(), 'azure-'));
  const first = await start({ dataDirectory });
  first.made.state.resourceGroups.push({
    name: 'rg-two',
    location: 'eastus',
    tags: {},
  });
  first.made.reset();
  const second = await start({ dataDirectory });
  expect(second.made.state).toEqual(first.made.state);
  fs.rmSync(dataDirectory, { recursive: true });
});
