import { FakeCluster } from '@fhir-on-aks/kube/testing';
import {
  createAzureEmulator,
  createCertificates,
  type AzureEmulator,
  type Certificates,
} from '@fhir-on-aks/sandbox';
import { deprovisionFhir } from './deprovisionFhir';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { azureManagedIdentities } from './providers/azure/azureManagedIdentities';
import { provisionFhir } from './provisionFhir';
import { FakeOperator } from './testing/FakeOperator';
import { Killer } from './testing/Killer';
import { ManualClock } from './testing/ManualClock';
import { sampleCluster, sampleRequest } from './testing/samples';
import { updateFhir } from './updateFhir';

/**
 * A run is killed before and after every single request to Azure (real client, emulator) and to the Kubernetes API,
 * then repeated: the end is always that of a run that nobody killed.
 */

const exportRole = () => ({
  scope: `/subscriptions/${azure.state.subscriptionId}/resourceGroups/rg-fhir/providers/Microsoft.Storage/storageAccounts/stfhir`,
  role: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
});

let tls: Certificates;
let azure: AzureEmulator;
let endpoint: string;
let cluster: FakeCluster;
let operator: FakeOperator;

beforeAll(async () => {
  tls = await createCertificates();
  azure = createAzureEmulator({ tls, federatedWriteMilliseconds: 0 });
  ({ url: endpoint } = await azure.listen(0));
});

afterAll(() => azure.close());

beforeEach(() => newWorld());
afterEach(() => operator.stop());

function newWorld(): void {
  azure.reset();
  cluster = new FakeCluster();
  cluster.seed(...sampleCluster());
  operator = new FakeOperator(cluster);
}

function dependencies(killer = new Killer()): ProvisionDependencies {
  const { subscriptionId, tenantId, clientId, clientSecret } = azure.state;
  return {
    cluster: killer.cluster(cluster),
    identities: azureManagedIdentities(
      {
        subscriptionId,
        tenantId,
        clientId,
        clientSecret,
        resourceGroup: 'rg-fhir',
        location: 'westeurope',
        oidcIssuer: 'https://oidc.example.org/one/',
        endpoint,
        authorityHost: endpoint,
        roleAssignments: [exportRole()],
      },
      { ca: tls.ca, policies: [killer.policy] },
    ),
    onStep: () => {},
    clock: new ManualClock({ skipUpTo: 60_000 }),
  };
}

/** The world without ids that are drawn by lot; says whether the Fhir names the identity that exists. */
function world() {
  const identity = azure.state.identities[0];
  const fhir = cluster.objects('Fhir')[0];
  return {
    identities: azure.state.identities.map(({ name, tags }) => [name, tags]),
    credentials: azure.state.identities.flatMap(one =>
      one.federatedCredentials.map(({ subject }) => subject),
    ),
    roles: azure.state.roleAssignments.map(
      ({ scope, principalId }) =>
        `${scope} ${principalId === identity?.principalId}`,
    ),
    fhirs: cluster.objects('Fhir').length,
    replicas: Object(fhir?.spec).replicas,
    identityNamed: Object(fhir?.spec).identity?.clientId === identity?.clientId,
    pods: cluster.objects('Pod').length,
  };
}

const request = sampleRequest();
const { target } = request;
const operations = {
  provision: (with_: ProvisionDependencies) => provisionFhir(request, with_),
  update: (with_: ProvisionDependencies) =>
    updateFhir({ target, changes: { replicas: 3 } }, with_),
  deprovision: (with_: ProvisionDependencies) =>
    deprovisionFhir({ target }, with_),
};

describe.each([
  [
    'provision',
    [],
    [
      'get Fhir',
      'get Namespace',
      'served fhir-on-aks.io',
      'get Namespace',
      'GET userAssignedIdentities/id-cardiology-cardio',
      'apply Fhir (dry run)',
      'PUT userAssignedIdentities/id-cardiology-cardio',
      'PUT userAssignedIdentities/id-cardiology-cardio/federatedIdentityCredentials/fhir-aks-weu-cardiology-cardio',
      expect.stringMatching(/^PUT roleAssignments\//),
      'apply Fhir',
      'list Fhir',
    ],
  ],
  [
    'update',
    ['provision'],
    ['get Fhir', 'apply Fhir (dry run)', 'apply Fhir', 'list Fhir'],
  ],
  [
    'deprovision',
    ['provision'],
    [
      'get Fhir',
      'get Namespace',
      'GET userAssignedIdentities',
      'remove Fhir',
      'list Fhir',
      'list Pod',
      expect.stringMatching(/^GET roleAssignments\//),
      expect.stringMatching(/^DELETE roleAssignments\//),
      'GET userAssignedIdentities/id-cardiology-cardio/federatedIdentityCredentials',
      'DELETE userAssignedIdentities/id-cardiology-cardio/federatedIdentityCredentials/fhir-aks-weu-cardiology-cardio',
      'DELETE userAssignedIdentities/id-cardiology-cardio',
    ],
  ],
] as const)('%s', (name, before, requests) => {
  const run = operations[name];

  async function arrange(): Promise<void> {
    await operator.stop();
    newWorld();
    for (const earlier of before) await operations[earlier](dependencies());
  }

  it('makes these requests and no others', async () => {
    await arrange();
    const killer = new Killer();
    await run(dependencies(killer));
    // Whether a watch follows the list is a matter of who is faster.
    const trace = killer.trace.filter(label => label !== 'watch Fhir');
    expect(trace).toEqual(requests);
  });

  it.each(
    requests.flatMap((_label, at) =>
      (['before', 'after'] as const).map(
        when => [when, String(requests[at]), at] as const,
      ),
    ),
  )('killed %s %s, then repeated: the same end', async (when, _label, at) => {
    await arrange();
    await run(dependencies());
    const undisturbed = world();

    await arrange();
    const killer = new Killer(at, when);
    await run(dependencies(killer)).catch(() => {});
    await run(dependencies());
    expect(world()).toEqual(undisturbed);
  });
});

it('ends with exactly one of each, and after deprovisioning with nothing', async () => {
  await operations.provision(dependencies());
  expect(world()).toEqual({
    identities: [['id-cardiology-cardio', expect.anything()]],
    credentials: ['system:serviceaccount:cardiology:cardio'],
    roles: [`${exportRole().scope} true`],
    fhirs: 1,
    replicas: 1,
    identityNamed: true,
    pods: 1,
  });
  await operations.deprovision(dependencies());
  expect(world()).toEqual({
    identities: [],
    credentials: [],
    roles: [],
    fhirs: 0,
    replicas: undefined,
    identityNamed: true,
    pods: 0,
  });
});
