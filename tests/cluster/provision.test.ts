import path from 'node:path';
import { connectCluster, type ClusterConnection } from '@fhir-on-aks/kube';
import {
  azureManagedIdentities,
  deprovisionFhir,
  provisionFhir,
  ProvisionError,
  updateFhir,
  type ProvisionDependencies,
} from '@fhir-on-aks/provision';
import { FakeOperator, sampleRequest } from '@fhir-on-aks/provision/testing';
import {
  createAzureEmulator,
  createCertificates,
  type AzureEmulator,
} from '@fhir-on-aks/sandbox-azure';
import { kubectl } from './kubectl';

/** Provisioning on a real API server, with Azure on loopback and a stand-in for the operator. */

const namespace = 'provision-test';
const target = { cluster: 'aks-weu', namespace, name: 'cardio' };
const request = (spec?: Record<string, unknown>) =>
  sampleRequest(spec, { namespace });
const definition = path.resolve(__dirname, '../../deploy/crd/fhirs.yaml');

let cluster: ClusterConnection;
let azure: AzureEmulator;
let operator: FakeOperator;
let dependencies: ProvisionDependencies;

beforeAll(async () => {
  kubectl(['apply', '--server-side', '--force-conflicts', '-f', definition]);
  kubectl(['wait', '--for=condition=Established', '-f', definition]);
  kubectl(['create', 'namespace', namespace]);
  // Pods are refused until then, and controllers that lost their API server may be late.
  kubectl([
    ...['wait', '--for=create', 'serviceaccount/default', '-n', namespace],
    '--timeout=60s',
  ]);
  cluster = connectCluster();
  operator = new FakeOperator(cluster, namespace);
  const tls = await createCertificates();
  azure = createAzureEmulator({ tls });
  const { url } = await azure.listen(0);
  const { subscriptionId, tenantId, clientId, clientSecret } = azure.state;
  const identities = azureManagedIdentities(
    {
      subscriptionId,
      tenantId,
      clientId,
      clientSecret,
      resourceGroup: 'rg-fhir',
      location: 'westeurope',
      oidcIssuer: 'https://oidc.example.org/one/',
      endpoint: url,
      authorityHost: url,
    },
    { ca: tls.ca },
  );
  dependencies = { cluster, identities, onStep: () => {}, timeoutMs: 30_000 };
});

afterAll(async () => {
  await operator.stop();
  await cluster.close();
  await azure.close();
  kubectl(['delete', 'namespace', namespace, '--wait=false']);
});

const fhir = () =>
  JSON.parse(
    kubectl([
      ...['get', 'fhir', 'cardio', '-n', namespace],
      ...['-o', 'json', '--show-managed-fields'],
    ]),
  );
const identities = () => azure.state.identities.map(({ name }) => name);

async function refusal(work: Promise<unknown>): Promise<ProvisionError> {
  const error: unknown = await work.catch((cause: unknown) => cause);
  if (error instanceof ProvisionError) return error;
  throw new Error('it was not refused');
}

describe('provisioning on a real API server', () => {
  it('is refused for a namespace that is not there, before anything is made in Azure', async () => {
    expect(
      await refusal(
        provisionFhir(
          sampleRequest({}, { namespace: 'not-there' }),
          dependencies,
        ),
      ),
    ).toMatchObject({ code: 'not-found' });
    expect(identities()).toEqual([]);
  });

  it('lets the API server judge a dry run, and stores nothing', async () => {
    await provisionFhir(request(), { ...dependencies, dryRun: true });
    expect(() => fhir()).toThrow('not found');
    expect(identities()).toEqual([]);
  });

  it('makes the server as the manager fhir-provision, with what a person chose and nothing else', async () => {
    const result = await provisionFhir(request(), dependencies);
    expect(result).toMatchObject({ changed: true, health: { word: 'Ready' } });
    const { manager, operation, fieldsV1 } = fhir().metadata.managedFields[0];
    expect([manager, operation]).toEqual(['fhir-provision', 'Apply']);
    expect(Object.keys(fieldsV1['f:spec']).sort()).toEqual([
      'f:database',
      'f:exposure',
      'f:fhirVersion',
      'f:identity',
      'f:replicas',
      'f:security',
    ]);
    expect(identities()).toEqual(['id-provision-test-cardio']);
  });

  it('changes nothing when it is made again', async () => {
    const { resourceVersion } = fhir().metadata;
    const { changed } = await provisionFhir(request(), dependencies);
    expect(changed).toBe(false);
    expect(fhir().metadata.resourceVersion).toBe(resourceVersion);
  });

  it('changes what differs', async () => {
    await updateFhir({ target, changes: { replicas: 2 } }, dependencies);
    expect(fhir().spec.replicas).toBe(2);
  });

  it('names who else set a field, and takes it over only when told to', async () => {
    kubectl([...['scale', 'fhir/cardio', '-n', namespace, '--replicas=4']]);
    const change = { target, changes: { replicas: 3 } };
    const refused = await refusal(updateFhir(change, dependencies));
    expect(refused).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('kubectl'),
      next: expect.stringContaining('take them over with force'),
    });
    expect(fhir().spec.replicas).toBe(4);
    await updateFhir({ ...change, force: true }, dependencies);
    expect(fhir().spec.replicas).toBe(3);
  });

  it('takes it away in the foreground: pods first, then the Fhir, then the identity', async () => {
    const { changed } = await deprovisionFhir({ target }, dependencies);
    expect(changed).toBe(true);
    expect(kubectl(['get', 'fhirs,pods', '-n', namespace, '-o', 'name'])).toBe(
      '',
    );
    expect(identities()).toEqual([]);
    const again = await deprovisionFhir({ target }, dependencies);
    expect(again.changed).toBe(false);
  });
});
