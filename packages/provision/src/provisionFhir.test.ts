import { KubernetesApiError } from '@fhir-on-aks/kube';
import type { FakeCluster } from '@fhir-on-aks/kube/testing';
import { ANNOTATIONS, LABELS } from '@fhir-on-aks/plugin-fhir-common';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { AzureError } from './providers/azure/AzureError';
import { provisionFhir } from './provisionFhir';
import { FakeManagedIdentities } from './testing/FakeManagedIdentities';
import { failureOf, ProvisionWorld } from './testing/ProvisionWorld';
import { sampleRequest } from './testing/samples';

const NAME = 'id-cardiology-cardio';
let world: ProvisionWorld;
let cluster: FakeCluster;
let identities: FakeManagedIdentities;
let dependencies: ProvisionDependencies;

beforeEach(() => {
  world = new ProvisionWorld();
  ({ cluster, dependencies, identities } = world);
});

afterEach(() => world.stop());

const lines = () => world.lines();
const storedFhir = () => world.fhir();
const specs = () =>
  cluster.objects('Fhir').map(({ metadata, spec }) => [metadata.labels, spec]);

describe('provisionFhir makes a server', () => {
  it('makes identity, federated credential and Fhir, and waits for Ready', async () => {
    const result = await provisionFhir(sampleRequest(), dependencies);

    expect(result).toMatchObject({
      instance: 'aks-weu/cardiology/cardio',
      changed: true,
      url: 'https://cardio.example.org',
      health: { word: 'Ready' },
    });
    expect(identities.identities.get(NAME)?.tags).toEqual({
      'managed-by': 'fhir-provision',
      'fhir-instance': 'aks-weu/cardiology/cardio',
      'fhir-cluster-uid': '00000000-0000-4000-8000-000000000001',
    });
    expect(identities.credentials.get(NAME)).toEqual([
      {
        name: 'fhir-aks-weu-cardiology-cardio',
        issuer: 'https://oidc.example.org/one/',
        subject: 'system:serviceaccount:cardiology:cardio',
        audience: 'api://AzureADTokenExchange',
      },
    ]);
    expect(lines()).toEqual([
      'done: aks-weu accepts Fhir cardio',
      'done: Identity id-cardiology-cardio created in rg-fhir (westeurope)',
      'done: Federated credential for service account cardiology/cardio created',
      'done: Fhir cardio applied to aks-weu/cardiology',
      expect.stringMatching(
        /^done: Ready after .* s: https:\/\/cardio.example.org$/,
      ),
    ]);
  });

  it('applies what a person chose and nothing that is a default, with owner and ids', async () => {
    await provisionFhir(sampleRequest(), dependencies);
    const identity = identities.identities.get(NAME);
    expect(storedFhir()).toMatchObject({
      metadata: {
        labels: { [LABELS.managedBy]: 'fhir-provision' },
        annotations: {
          [ANNOTATIONS.owner]: 'group:default/cardiology',
          [ANNOTATIONS.title]: 'Cardiology',
        },
      },
    });
    expect(storedFhir().spec).toEqual({
      fhirVersion: 'R4',
      replicas: 1,
      identity: {
        type: 'WorkloadIdentity',
        name: NAME,
        clientId: identity?.clientId,
        tenantId: identity?.tenantId,
        resourceId: identity?.resourceId,
      },
      database: { server: 'sql-fhir.database.windows.net', name: 'cardio' },
      security: {
        mode: 'Enabled',
        authority: 'https://login.example.org/v2.0',
        audience: 'api://cardio',
      },
      exposure: { host: 'cardio.fhir.example.org' },
    });
  });

  it('gives the identity the roles that are configured', async () => {
    const grant = { scope: '/subscriptions/s/storage', role: 'ba92f5b4' };
    identities = new FakeManagedIdentities([grant]);
    await provisionFhir(sampleRequest(), { ...dependencies, identities });
    expect(identities.granted).toEqual([
      {
        principalId: identities.identities.get(NAME)?.principalId,
        grant,
      },
    ]);
  });

  it.each([
    [
      'None: makes nothing in Azure',
      { type: 'None' },
      { connectionStringSecret: { name: 'sql', key: 'value' } },
      0,
      0,
    ],
    [
      'PodIdentity: makes an identity without a federated credential',
      { type: 'PodIdentity' },
      { connectionStringSecret: { name: 'sql', key: 'value' } },
      1,
      0,
    ],
    [
      'a client id that is given: makes nothing in Azure',
      {
        type: 'WorkloadIdentity',
        clientId: '22222222-2222-4222-8222-222222222222',
      },
      { connectionStringSecret: { name: 'sql', key: 'value' } },
      0,
      0,
    ],
  ])('identity %s', async (_case, identity, secret, made, credentials) => {
    const request = sampleRequest({
      identity,
      database: {
        server: 'sql.example.org',
        name: 'cardio',
        authentication: 'Secret',
        ...secret,
      },
    });
    await provisionFhir(request, dependencies);
    expect(identities.identities.size).toBe(made);
    expect([...identities.credentials.values()].flat()).toHaveLength(
      credentials,
    );
  });
});

describe('provisionFhir may be run again', () => {
  it('changes nothing the second time', async () => {
    await provisionFhir(sampleRequest(), dependencies);
    const before = storedFhir();
    cluster.calls.length = 0;
    const again = await provisionFhir(sampleRequest(), dependencies);
    expect(again.changed).toBe(false);
    expect(cluster.writes).toEqual([]);
    expect(storedFhir()).toEqual(before);
  });

  it('teaches the Fhir the new client id when its identity was deleted meanwhile', async () => {
    await provisionFhir(sampleRequest(), dependencies);
    await identities.remove(NAME);
    await provisionFhir(sampleRequest(), dependencies);
    expect(Object(storedFhir().spec).identity.clientId).toBe(
      identities.identities.get(NAME)?.clientId,
    );
  });
});

describe('provisionFhir refuses before it makes anything', () => {
  it.each([
    [
      'the name is taken by another owner',
      () => provisionFhir(sampleRequest(), dependencies),
      sampleRequest({}, { owner: 'group:default/other' }),
      'name-taken',
      'The name cardio is taken in aks-weu/cardiology: it belongs to group:default/cardiology.',
    ],
    [
      'the name is taken by the same owner with other settings',
      () => provisionFhir(sampleRequest(), dependencies),
      sampleRequest({ size: 'Large' }),
      'name-taken',
      'cardio exists already in aks-weu/cardiology, with another size.',
    ],
    [
      'a Fhir of that name was made by another tool',
      async () => {
        cluster.seed({
          apiVersion: 'fhir-on-aks.io/v1alpha1',
          kind: 'Fhir',
          metadata: { name: 'cardio', namespace: 'cardiology' },
          spec: {},
        });
      },
      sampleRequest(),
      'not-ours',
      'cardio exists already in aks-weu/cardiology and was not made by provisioning; it was not touched.',
    ],
    [
      'an identity of that name is not ours',
      async () => {
        await identities.put(NAME, { 'managed-by': 'terraform' });
      },
      sampleRequest(),
      'not-ours',
      'Identity id-cardiology-cardio in rg-fhir (westeurope) exists already and was not made for this FHIR server; it was not touched.',
    ],
    [
      'the namespace does not exist',
      async () => {},
      sampleRequest({}, { namespace: 'nowhere' }),
      'not-found',
      'Namespace nowhere does not exist in cluster aks-weu.',
    ],
    [
      'the cluster does not know Fhirs',
      async () => {
        cluster.withoutApi('fhir-on-aks.io/v1alpha1');
      },
      sampleRequest(),
      'not-configured',
      'Cluster aks-weu does not know the Fhir resource.',
    ],
    [
      'the API server refuses the spec',
      async () => {
        cluster.fail(
          { verb: 'apply', kind: 'Fhir' },
          new KubernetesApiError(
            'spec.exposure.host: Invalid value (422 Invalid)',
            {
              code: 422,
              reason: 'Invalid',
            },
          ),
        );
      },
      sampleRequest(),
      'invalid',
      'Fhir cardio is not accepted: the cluster answered: spec.exposure.host: Invalid value (422 Invalid)',
    ],
  ])('%s', async (_case, arrange, request, code, message) => {
    await arrange();
    const fhirs = specs();
    const known = structuredClone([...identities.identities]);
    const failure = await failureOf(provisionFhir(request, dependencies));
    expect(failure).toMatchObject({ code, message, left: [] });
    expect(failure.next).toBeDefined();
    expect(specs()).toEqual(fhirs);
    expect([...identities.identities]).toEqual(known);
  });

  it('says what to configure when the cluster has no Azure settings', async () => {
    const failure = await failureOf(
      provisionFhir(sampleRequest(), {
        ...dependencies,
        identities: undefined,
      }),
    );
    expect(failure).toMatchObject({ code: 'not-configured', left: [] });
  });

  it('only plans in a dry run', async () => {
    const result = await provisionFhir(sampleRequest(), {
      ...dependencies,
      dryRun: true,
    });
    expect(result.plan.steps.map(({ sentence }) => sentence)).toEqual([
      'Create identity id-cardiology-cardio in rg-fhir (westeurope)',
      'Create a federated credential for service account cardiology/cardio',
      'Apply Fhir cardio to aks-weu/cardiology',
      'Wait until cardio is ready',
    ]);
    expect(cluster.objects('Fhir')).toEqual([]);
    expect(identities.identities.size).toBe(0);
  });
});

describe('provisionFhir that fails on the way', () => {
  const refused = new AzureError(
    'Azure answered AuthorizationFailed: The client has no permission',
    { code: 'AuthorizationFailed', retry: 'fatal', statusCode: 403 },
  );

  it('takes away what it made when Azure refuses a later step', async () => {
    identities.putFederatedCredential = async () => {
      throw refused;
    };
    const failure = await failureOf(
      provisionFhir(sampleRequest(), dependencies),
    );
    expect(failure).toMatchObject({
      code: 'refused',
      message:
        'Federated credential for service account cardiology/cardio could not be created: Azure answered AuthorizationFailed: The client has no permission',
      left: [],
    });
    expect(identities.identities.size).toBe(0);
    expect(lines()).toContain(
      'done: Identity id-cardiology-cardio in rg-fhir (westeurope) removed again, because the request was refused',
    );
  });

  it('says what it could not take away', async () => {
    identities.putFederatedCredential = async () => {
      throw refused;
    };
    identities.remove = async () => {
      throw refused;
    };
    const failure = await failureOf(
      provisionFhir(sampleRequest(), dependencies),
    );
    expect(failure.left).toEqual([
      'Identity id-cardiology-cardio in rg-fhir (westeurope)',
    ]);
  });

  it('leaves in place what it made when the trouble may pass, and goes on from there', async () => {
    const original = identities.putFederatedCredential;
    identities.putFederatedCredential = async () => {
      throw new AzureError('Azure answered InternalServerError: sorry', {
        code: 'InternalServerError',
        retry: 'retry',
        statusCode: 500,
      });
    };
    const failure = await failureOf(
      provisionFhir(sampleRequest(), dependencies),
    );
    expect(failure.left).toEqual([
      'Identity id-cardiology-cardio in rg-fhir (westeurope)',
    ]);
    identities.putFederatedCredential = original;
    const result = await provisionFhir(sampleRequest(), dependencies);
    expect(result.health?.word).toBe('Ready');
  });

  it('tells why it waits while it asks Azure what is there', async () => {
    identities.failNext(
      new AzureError('Azure answered TooManyRequests: slow down', {
        code: 'TooManyRequests',
        retry: 'retry',
        statusCode: 429,
      }),
    );
    await provisionFhir(sampleRequest(), dependencies);
    expect(world.lines(['running'])).toContain(
      'running: Azure answered TooManyRequests: slow down; trying again in 1 s',
    );
  });

  it('stops at once when the host aborts, and keeps what is done', async () => {
    const abort = new AbortController();
    const failure = await failureOf(
      provisionFhir(sampleRequest(), {
        ...dependencies,
        signal: abort.signal,
        onStep: report => {
          if (report.step === 'identity' && report.state === 'done') {
            abort.abort();
          }
        },
      }),
    );
    expect(failure.code).toBe('aborted');
    expect(identities.identities.size).toBe(1);
    expect(cluster.objects('Fhir')).toEqual([]);
  });
});
