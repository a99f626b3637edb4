import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const directory = process.env.FHIR_SANDBOX_DIR ?? path.join(root, '.sandbox');

interface SandboxFacts {
  kubeconfig: string;
  subscriptionId: string;
  resourceGroup: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  armEndpoint: string;
  authorityHost: string;
}

/** What the running sandbox wrote about itself. */
function facts(): SandboxFacts {
  return JSON.parse(
    readFileSync(path.join(directory, 'sandbox.json'), 'utf8'),
  ) as SandboxFacts;
}

/** Runs fhirctl as a person would; resolves with what it printed and its exit code. */
export function fhirctl(
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const program = path.join(root, 'packages/cli/dist/main.mjs');
  const env = {
    ...process.env,
    FHIRCTL_CONFIG: path.join(directory, 'fhirctl.yaml'),
    // Playwright asks for colours in the name of every program that it starts.
    FORCE_COLOR: '0',
  };
  return new Promise(resolve =>
    execFile(
      process.execPath,
      [program, ...args],
      { cwd: root, env },
      (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    ),
  );
}

/** A token that the FHIR server of the sandbox accepts. */
export async function fhirToken(name: string): Promise<string> {
  const { stdout } = await fhirctl('sandbox', 'token', name);
  return stdout.trim().split('\n').at(-1) ?? '';
}

/** Everything of one FHIR server that is left in the cluster: `kind/name`. */
export async function leftInCluster(name: string): Promise<string[]> {
  const paths = [
    '/api/v1/namespaces/fhir/pods',
    '/api/v1/namespaces/fhir/services',
    '/api/v1/namespaces/fhir/configmaps',
    '/api/v1/namespaces/fhir/serviceaccounts',
    '/apis/apps/v1/namespaces/fhir/deployments',
    '/apis/apps/v1/namespaces/fhir/replicasets',
    '/apis/discovery.k8s.io/v1/namespaces/fhir/endpointslices',
    '/apis/networking.k8s.io/v1/namespaces/fhir/ingresses',
    '/apis/policy/v1/namespaces/fhir/poddisruptionbudgets',
  ];
  const selected = `labelSelector=app.kubernetes.io/instance%3D${name}`;
  const lists = await Promise.all([
    ...paths.map(async kind => named(kind, `${kind}?${selected}`)),
    named('fhirs', '/apis/fhir-on-aks.io/v1alpha1/namespaces/fhir/fhirs').then(
      found => found.filter(one => one === `fhirs/${name}`),
    ),
  ]);
  return lists.flat();
}

/** Names of managed identities in the sandbox's Azure, each followed by its federated credentials. */
export async function identitiesInAzure(): Promise<string[]> {
  const { armEndpoint, subscriptionId, resourceGroup } = facts();
  const token = await azureToken();
  const list = async (url: string) => {
    const answer = await fetch(`${armEndpoint}${url}?api-version=2023-01-31`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { value } = (await answer.json()) as {
      value: Array<{ id: string; name: string }>;
    };
    return value;
  };
  const identities = await list(
    `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities`,
  );
  const credentials = await Promise.all(
    identities.map(({ id }) => list(`${id}/federatedIdentityCredentials`)),
  );
  return [...identities, ...credentials.flat()].map(({ name }) => name);
}

async function named(kind: string, url: string): Promise<string[]> {
  const kubeconfig = readFileSync(facts().kubeconfig, 'utf8');
  const value = (key: string) =>
    new RegExp(`${key}:\\s*"?([^"\\s]+)"?`).exec(kubeconfig)?.[1];
  const answer = await fetch(`${value('server')}${url}`, {
    headers: { authorization: `Bearer ${value('token')}` },
  });
  const { items } = (await answer.json()) as {
    items: Array<{ metadata: { name: string } }>;
  };
  return items.map(
    ({ metadata }) => `${kind.split('/').at(-1)}/${metadata.name}`,
  );
}

async function azureToken(): Promise<string> {
  const { authorityHost, tenantId, clientId, clientSecret, armEndpoint } =
    facts();
  const answer = await fetch(`${authorityHost}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: `${armEndpoint}/.default`,
    }),
  });
  const { access_token: token } = (await answer.json()) as {
    access_token: string;
  };
  return token;
}
