import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { loadToken, writeSandboxFiles } from './sandboxFiles';
import { TestSandbox } from './__testUtils__/TestSandbox';

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'files-'));
let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await TestSandbox.start();
  writeSandboxFiles(directory, sandbox.sandbox);
});

afterAll(async () => {
  await sandbox.close();
  fs.rmSync(directory, { recursive: true });
});

it('tells launcher and fhirctl how to reach everything', () => {
  const { urls, azure, oidcIssuer } = sandbox.sandbox;
  const { tenantId, subscriptionId, clientId, clientSecret } = azure.state;
  expect(
    JSON.parse(fs.readFileSync(path.join(directory, 'sandbox.json'), 'utf8')),
  ).toEqual({
    kubeconfig: path.join(directory, 'kubeconfig'),
    authority: `${urls.azure}/${tenantId}/v2.0`,
    subscriptionId,
    resourceGroup: 'rg-fhir',
    location: 'westeurope',
    tenantId,
    oidcIssuer,
    clientId,
    clientSecret,
    armEndpoint: urls.azure,
    authorityHost: urls.azure,
    ingress: urls.ingress,
    control: { url: `${urls.kubernetes}/sandbox`, token: 'test-token' },
  });
});

it('writes a kubeconfig with the authority of the certificates, for the namespace fhir', () => {
  const { certificates, urls } = sandbox.sandbox;
  expect(
    parse(fs.readFileSync(path.join(directory, 'kubeconfig'), 'utf8')),
  ).toMatchObject({
    'current-context': 'sandbox',
    clusters: [
      {
        cluster: {
          server: urls.kubernetes,
          'certificate-authority-data': Buffer.from(certificates.ca).toString(
            'base64',
          ),
        },
      },
    ],
    users: [{ user: { token: 'test-token' } }],
    contexts: [{ context: { namespace: 'fhir' } }],
  });
});

it('keeps secrets readable by their owner only, and the token between two starts', () => {
  for (const file of ['kubeconfig', 'sandbox.json']) {
    expect(fs.statSync(path.join(directory, file)).mode % 0o1000).toBe(0o600);
  }
  const token = loadToken(directory);
  expect(token).toMatch(/^[0-9a-f]{48}$/);
  expect(loadToken(directory)).toBe(token);
});
