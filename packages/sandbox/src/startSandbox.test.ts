import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  isReady,
  type StoredDeployment,
  type StoredPod,
  type KubeObject,
  valueAt,
} from '@fhir-on-aks/sandbox-kubernetes';
import { TestSandbox } from './__testUtils__/TestSandbox';

jest.setTimeout(30_000);

const host = 'sample.fhir.localhost';
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-'));
let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await TestSandbox.start({ directory });
});

afterAll(async () => {
  await sandbox.close();
  fs.rmSync(directory, { recursive: true, force: true });
});

function authority() {
  const { azure, urls } = sandbox.sandbox;
  return `${urls.azure}/${azure.state.tenantId}/v2.0`;
}

function fhir(change: object = {}) {
  return {
    apiVersion: 'fhir-on-aks.io/v1alpha1',
    kind: 'Fhir',
    metadata: { name: 'sample', namespace: 'fhir' },
    spec: {
      fhirVersion: 'R4',
      replicas: 2,
      identity: { type: 'None' },
      database: {
        server: 'sql-sandbox.database.windows.net',
        name: 'sample',
        authentication: 'Secret',
        connectionStringSecret: { name: 'sql', key: 'connectionString' },
      },
      security: {
        mode: 'Enabled',
        authority: authority(),
        audience: 'api://sample',
      },
      exposure: { type: 'Ingress', host },
      ...change,
    },
  };
}

function deployment(name = 'sample') {
  return sandbox.store.get<StoredDeployment>('Deployment', 'fhir', name);
}

function pods(name = 'sample') {
  return sandbox.store.list<StoredPod>('Pod', {
    labelSelector: `app.kubernetes.io/instance=${name}`,
  });
}

function isSettled() {
  const { metadata, status } = deployment() ?? {};
  return (
    status?.observedGeneration === metadata?.generation &&
    status?.updatedReplicas === 2 &&
    pods().length === 2 &&
    pods().every(isReady)
  );
}

function hasRolledOut(image: RegExp) {
  const live = pods();
  return (
    live.length === 2 &&
    live.every(
      pod => isReady(pod) && image.test(pod.spec?.containers[0].image ?? ''),
    )
  );
}

describe('a FHIR server on the sandbox, from its objects to its end', () => {
  it('is answered for with 404 and 503 before it is there, in words that help', async () => {
    expect(await sandbox.ask(host, 'GET', '/metadata')).toMatchObject({
      status: 404,
      text: `No Ingress and no HTTPRoute serves ${host}. No Ingress and no HTTPRoute is served yet.\n`,
    });
    sandbox.reconcile(fhir());
    await sandbox.until('the ingress has an address', () =>
      JSON.stringify(sandbox.store.list('Ingress')).includes('127.0.0.1'),
    );
    const waiting = await sandbox.ask(host, 'GET', '/metadata');
    expect(waiting.status).toBe(503);
    expect(waiting.text).toContain('No pod of Service fhir/sample is ready');
    expect((await sandbox.ask('other.localhost', 'GET', '/')).text).toContain(
      `Host names that are served: ${host}.`,
    );
  });

  it('waits for a Secret that is missing, and becomes Ready with it', async () => {
    await sandbox.until('the missing Secret is named', () =>
      JSON.stringify(pods()).includes('secret \\"sql\\" not found'),
    );
    sandbox.store.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'sql', namespace: 'fhir' },
      stringData: {
        connectionString:
          'Server=tcp:sql-sandbox.database.windows.net,1433;Initial Catalog=sample;User Id=fhir;Password=secret',
      },
    });
    await sandbox.until(
      'all pods are ready',
      () => deployment()?.status?.readyReplicas === 2,
    );
    const answer = await sandbox.ask(host, 'GET', '/metadata');
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      resourceType: 'CapabilityStatement',
      fhirVersion: '4.0.1',
      software: { version: '5.0.30' },
    });
  });

  it('asks for a token, takes one of the sandbox, and holds it to its roles', async () => {
    const patient = { resourceType: 'Patient', name: [{ family: 'Fischer' }] };
    expect((await sandbox.ask(host, 'GET', '/Patient')).status).toBe(401);
    const other = await sandbox.token({ audience: 'api://other' });
    expect(
      (await sandbox.ask(host, 'GET', '/Patient', { token: other })).status,
    ).toBe(401);
    const reader = await sandbox.token({
      instance: 'fhir/sample',
      roles: ['globalReader'],
    });
    expect(
      (
        await sandbox.ask(host, 'POST', '/Patient', {
          token: reader,
          body: patient,
        })
      ).status,
    ).toBe(403);
    const admin = await sandbox.token({ instance: 'fhir/sample' });
    expect(
      (
        await sandbox.ask(host, 'POST', '/Patient', {
          token: admin,
          body: patient,
        })
      ).status,
    ).toBe(201);
    const found = await sandbox.ask(host, 'GET', '/Patient?family=Fischer', {
      token: reader,
    });
    expect(found.json()).toMatchObject({
      resourceType: 'Bundle',
      entry: [{ resource: { name: [{ family: 'Fischer' }] } }],
    });
  });

  it('rolls another image out without one failing request', async () => {
    sandbox.reconcile(fhir({ image: { tag: '5.0.29' } }));
    const statuses = new Set<number>();
    while (!hasRolledOut(/:5\.0\.29$/)) {
      statuses.add((await sandbox.ask(host, 'GET', '/metadata')).status);
    }
    expect([...statuses]).toEqual([200]);
    expect(
      valueAt(
        (await sandbox.ask(host, 'GET', '/metadata')).json(),
        'software',
        'version',
      ),
    ).toBe('5.0.29');
  });

  it('shows a fault within a rollout that it provokes, serves on, and heals without the fault', async () => {
    const answer = await sandbox.control('POST', '/faults', {
      kind: 'image-pull',
      instance: 'sample',
    });
    expect(valueAt(answer.json(), 'faults')).toEqual([
      { kind: 'image-pull', instance: 'fhir/sample' },
    ]);
    await sandbox.until('the pull has failed', () =>
      JSON.stringify(pods()).includes('ImagePullBackOff'),
    );
    expect((await sandbox.ask(host, 'GET', '/metadata')).status).toBe(200);
    await sandbox.control('DELETE', '/faults?kind=image-pull&instance=sample');
    await sandbox.until(
      'it has rolled out',
      () =>
        hasRolledOut(/5\.0\.29/) && deployment()?.status?.updatedReplicas === 2,
    );
  });

  it('says it is degraded while that fault is on', async () => {
    const health = async () =>
      valueAt(
        (await sandbox.ask(host, 'GET', '/health/check')).json(),
        'overallStatus',
      );
    expect(await health()).toBe('Healthy');
    await sandbox.control('POST', '/faults', { kind: 'degraded' });
    expect(await health()).toBe('Degraded');
    await sandbox.control('DELETE', '/faults');
    expect(await health()).toBe('Healthy');
    await sandbox.until('it has rolled out', isSettled);
  });

  it('survives a restart of the sandbox with its pods, its data and the faults', async () => {
    await sandbox.control('POST', '/faults', { kind: 'arm-429' });
    const before = pods().map(({ metadata }) => metadata.uid);
    const { urls } = sandbox.sandbox;
    await sandbox.close();
    const port = (url: string) => Number(new URL(url).port);
    sandbox = await TestSandbox.start({
      directory,
      ports: {
        ingress: port(urls.ingress),
        kubernetes: port(urls.kubernetes),
        azure: port(urls.azure),
      },
    });
    expect(
      valueAt((await sandbox.control('GET', '/faults')).json(), 'faults'),
    ).toEqual([{ kind: 'arm-429' }]);
    expect(pods().map(({ metadata }) => metadata.uid)).toEqual(before);
    await sandbox.control('DELETE', '/faults');
    const token = await sandbox.token({ instance: 'sample' });
    let found = await sandbox.ask(host, 'GET', '/Patient?family=Fischer', {
      token,
    });
    while (found.status === 502)
      found = await sandbox.ask(host, 'GET', '/Patient?family=Fischer', {
        token,
      });
    expect(valueAt(found.json(), 'entry')).toHaveLength(1);
    expect(
      pods().map(({ status }) => status?.containerStatuses?.[0].restartCount),
    ).toEqual([0, 0]);
  });

  it('leaves nothing when its owner is deleted', async () => {
    sandbox.store.remove('Fhir', 'fhir', 'sample', {
      propagationPolicy: 'Foreground',
    });
    await sandbox.until(
      'the Fhir is gone',
      () => !sandbox.store.get('Fhir', 'fhir', 'sample'),
    );
    for (const kind of [
      'Deployment',
      'ReplicaSet',
      'Pod',
      'Service',
      'EndpointSlice',
      'Ingress',
      'NetworkPolicy',
      'PodDisruptionBudget',
    ]) {
      expect([kind, sandbox.store.list(kind)]).toEqual([kind, []]);
    }
    expect((await sandbox.ask(host, 'GET', '/metadata')).status).toBe(404);
  });
});

describe('a server that signs in as a managed identity', () => {
  const clientId = '7a1c4f0e-3a55-4c39-9a0c-7f3a54d7b7aa';
  const subject = 'system:serviceaccount:fhir:cardio';

  function cardio() {
    return {
      apiVersion: 'fhir-on-aks.io/v1alpha1',
      kind: 'Fhir',
      metadata: { name: 'cardio', namespace: 'fhir' },
      spec: {
        fhirVersion: 'R5',
        replicas: 1,
        identity: { type: 'WorkloadIdentity', clientId },
        database: {
          server: 'sql-sandbox.database.windows.net',
          name: 'cardio',
          authentication: 'WorkloadIdentity',
        },
        security: { mode: 'Disabled' },
        exposure: {
          type: 'HTTPRoute',
          host: 'cardio.fhir.localhost',
          gateway: { name: 'shared', namespace: 'app-routing-system' },
        },
      },
    };
  }

  function identity(
    federated: { subject: string; issuer: string; audiences: string[] }[],
  ) {
    return {
      name: 'id-cardio',
      resourceGroup: 'rg-fhir',
      location: 'westeurope',
      tags: {},
      principalId: '00000000-0000-4000-8000-000000000001',
      clientId,
      createdAt: '2026-11-24T00:00:00Z',
      federatedCredentials: federated.map(one => ({ name: 'fhir', ...one })),
    };
  }

  /** Follows the log of the pod until it says this. */
  async function logSays(text: string) {
    const runs = ({ status }: StoredPod) =>
      status?.containerStatuses?.[0]?.state?.running !== undefined;
    await sandbox.until('its process runs', () => pods('cardio').some(runs));
    const abort = new AbortController();
    const [{ metadata }] = pods('cardio');
    const pod = sandbox.store.get<KubeObject>('Pod', 'fhir', metadata.name);
    if (!pod) throw new Error('the pod is gone');
    const lines = await sandbox.sandbox.podLogs(pod, {
      previous: false,
      follow: true,
      timestamps: false,
      signal: abort.signal,
    });
    for await (const line of lines) if (line.includes(text)) abort.abort();
    expect(abort.signal.aborted).toBe(true);
  }

  it.each([
    ['an identity that is not there', () => [], 'AADSTS700016'],
    ['no federated credential', () => [identity([])], 'AADSTS70021'],
    [
      'a federated credential for another service account',
      () => [
        identity([
          {
            subject: 'system:serviceaccount:fhir:other',
            issuer: sandbox.sandbox.oidcIssuer,
            audiences: ['api://AzureADTokenExchange'],
          },
        ]),
      ],
      'AADSTS70021',
    ],
  ])(
    'is refused with %s, in the words of Entra',
    async (_case, identities, words) => {
      sandbox.sandbox.azure.state.identities = identities();
      sandbox.reconcile(cardio());
      await logSays(words);
      expect(pods('cardio').some(isReady)).toBe(false);
      sandbox.store.remove('Fhir', 'fhir', 'cardio', {
        propagationPolicy: 'Foreground',
      });
      await sandbox.until(
        'it is gone',
        () => !sandbox.store.get('Fhir', 'fhir', 'cardio'),
      );
    },
  );

  it('starts when Azure trusts its service account, and answers over the HTTPRoute', async () => {
    sandbox.sandbox.azure.state.identities = [
      identity([
        {
          subject,
          issuer: sandbox.sandbox.oidcIssuer,
          audiences: ['api://AzureADTokenExchange'],
        },
      ]),
    ];
    sandbox.reconcile(cardio());
    await sandbox.until(
      'it is ready',
      () => deployment('cardio')?.status?.readyReplicas === 1,
    );
    const answer = await sandbox.ask(
      'cardio.fhir.localhost',
      'GET',
      '/metadata',
    );
    expect(answer.json()).toMatchObject({ fhirVersion: '5.0.0' });
    expect(
      (await sandbox.ask('cardio.fhir.localhost', 'GET', '/Patient')).status,
    ).toBe(200);
  });

  it('starts with AAD Pod Identity when the identity is there and bound', async () => {
    const resourceId =
      '/subscriptions/0/resourceGroups/rg-fhir/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-cardio';
    const { spec } = cardio();
    sandbox.sandbox.azure.state.identities = [];
    sandbox.reconcile({
      ...cardio(),
      metadata: { name: 'legacy', namespace: 'fhir' },
      spec: {
        ...spec,
        identity: { type: 'PodIdentity', clientId, resourceId },
        database: {
          ...spec.database,
          name: 'legacy',
          authentication: 'ManagedIdentity',
        },
        exposure: { type: 'None' },
      },
    });
    await sandbox.until('the binding has failed', () =>
      JSON.stringify(sandbox.store.list('Event')).includes(
        'binding apply error',
      ),
    );
    sandbox.sandbox.azure.state.identities = [identity([])];
    await sandbox.until(
      'it is ready',
      () => deployment('legacy')?.status?.readyReplicas === 1,
    );
    expect(deployment('legacy')?.status?.unavailableReplicas).toBeUndefined();
  }, 20_000);
});
