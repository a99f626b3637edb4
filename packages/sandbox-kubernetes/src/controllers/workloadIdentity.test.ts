import type { PodSpec } from 'kubernetes-types/core/v1';
import { injectWorkloadIdentity } from './workloadIdentity';

const defaults = { tenantId: 'tenant', authorityHost: 'https://login/' };
const spec: PodSpec = {
  containers: [
    { name: 'fhir', env: [{ name: 'A', value: '1' }] },
    { name: 'side' },
  ],
};
const use = { 'azure.workload.identity/use': 'true' };

function account(annotations: Record<string, string>) {
  return {
    metadata: {
      name: 'sample',
      namespace: 'fhir',
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: '',
      annotations,
    },
  };
}

function env(pod: PodSpec, container: number) {
  return Object.fromEntries(
    (pod.containers[container].env ?? []).map(({ name, value }) => [
      name,
      value,
    ]),
  );
}

it('leaves pods without the label alone', () => {
  expect(
    injectWorkloadIdentity(
      spec,
      { labels: {}, annotations: {} },
      account({}),
      defaults,
    ),
  ).toBe(spec);
});

it('gives every container the four variables and the projected token', () => {
  const made = injectWorkloadIdentity(
    spec,
    { labels: use, annotations: {} },
    account({ 'azure.workload.identity/client-id': 'client' }),
    defaults,
  );
  for (const container of [0, 1]) {
    expect(env(made, container)).toMatchObject({
      AZURE_CLIENT_ID: 'client',
      AZURE_TENANT_ID: 'tenant',
      AZURE_AUTHORITY_HOST: 'https://login/',
      AZURE_FEDERATED_TOKEN_FILE:
        '/var/run/secrets/azure/wi/token/azure-identity-token',
    });
    expect(made.containers[container].volumeMounts).toEqual([
      {
        name: 'azure-identity-token',
        mountPath: '/var/run/secrets/azure/wi/token',
        readOnly: true,
      },
    ]);
  }
  expect(env(made, 0).A).toBe('1');
  expect(made.volumes).toEqual([
    {
      name: 'azure-identity-token',
      projected: {
        defaultMode: 420,
        sources: [
          {
            serviceAccountToken: {
              audience: 'api://AzureADTokenExchange',
              expirationSeconds: 3600,
              path: 'azure-identity-token',
            },
          },
        ],
      },
    },
  ]);
});

it.each([
  [
    'the tenant of the service account',
    { 'azure.workload.identity/tenant-id': 'other' },
    {},
    { AZURE_TENANT_ID: 'other' },
  ],
  ['no client id when it names none', {}, {}, { AZURE_CLIENT_ID: '' }],
])('takes %s', (_case, annotations, podAnnotations, expected) => {
  const made = injectWorkloadIdentity(
    spec,
    { labels: use, annotations: podAnnotations },
    account(annotations),
    defaults,
  );
  expect(env(made, 1)).toMatchObject(expected);
});

it('skips the containers that are named, and keeps a variable that is set', () => {
  const own = {
    containers: [
      { name: 'fhir', env: [{ name: 'AZURE_CLIENT_ID', value: 'mine' }] },
      { name: 'side' },
    ],
  };
  const made = injectWorkloadIdentity(
    own,
    {
      labels: use,
      annotations: { 'azure.workload.identity/skip-containers': 'side' },
    },
    account({}),
    defaults,
  );
  expect(env(made, 0).AZURE_CLIENT_ID).toBe('mine');
  expect(made.containers[1]).toEqual({ name: 'side' });
});
