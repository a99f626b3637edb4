import { podIdentitySignIn } from './podIdentitySignIn';
import { deployment } from './testing/objects';
import { TestCluster } from './testing/TestCluster';
import type { StoredAssigned } from './podIdentityController';

const clientId = '7a1c4f0e-3a55-4c39-9a0c-7f3a54d7b7aa';
const resourceId =
  '/subscriptions/5f0c1f4e-9b1e-4c39-9a0c-1b2c3d4e5f60/resourceGroups/rg-fhir/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-sample';
const managedIdentity = {
  name: 'id-sample',
  resourceGroup: 'rg-fhir',
  location: 'westeurope',
  tags: {},
  principalId: 'principal',
  clientId,
  createdAt: '2026-11-24T00:00:00Z',
  federatedCredentials: [],
};

let cluster: TestCluster;

beforeEach(() => {
  cluster = new TestCluster();
});

afterEach(() => cluster.close());

function identity(namespace = 'fhir', annotations = {}) {
  return {
    apiVersion: 'aadpodidentity.k8s.io/v1',
    kind: 'AzureIdentity',
    metadata: { name: 'sample', namespace, annotations },
    spec: { type: 0, resourceID: resourceId, clientID: clientId },
  };
}

function binding(namespace = 'fhir', selector = 'sample') {
  return {
    apiVersion: 'aadpodidentity.k8s.io/v1',
    kind: 'AzureIdentityBinding',
    metadata: { name: 'sample', namespace },
    spec: { azureIdentity: 'sample', selector },
  };
}

const pods = deployment({ replicas: 1 }, {}, { aadpodidbinding: 'sample' });

function assigned() {
  return cluster.store
    .list<StoredAssigned>('AzureAssignedIdentity')
    .map(({ spec, status }) => `${spec?.azureIdentityRef} ${status?.status}`);
}

async function signIn(asked?: string) {
  await cluster.pass(2);
  const [{ start }] = cluster.runtime.running();
  return podIdentitySignIn(cluster.store)(start, asked);
}

it('assigns an identity that Azure has to the pods that a binding selects, and lets them sign in', async () => {
  cluster.azure.identities.push(managedIdentity);
  await cluster.apply(identity(), binding(), pods);
  expect(assigned()).toEqual(['sample Assigned']);
  expect(cluster.events('sample').join()).toContain(
    'Normal binding applied Binding sample node',
  );
  expect(await signIn(clientId)).toBeUndefined();
  expect(await signIn()).toBeUndefined();
});

it('says which identity Azure does not have, and assigns it when it has', async () => {
  await cluster.apply(identity(), binding(), pods);
  expect(assigned()).toEqual(['sample Created']);
  expect(cluster.events('sample').join()).toContain(
    `Warning binding apply error Applying binding sample node`,
  );
  expect(await signIn(clientId)).toContain(
    'ManagedIdentityCredential authentication failed',
  );
  cluster.azure.identities.push(managedIdentity);
  await cluster.pass(6);
  expect(assigned()).toEqual(['sample Assigned']);
  expect(await signIn(clientId)).toBeUndefined();
});

it.each([
  ['a selector that is another', [identity(), binding('fhir', 'other')]],
  ['no identity', [binding()]],
  [
    'a namespaced identity elsewhere',
    [
      identity('default', { 'aadpodidentity.k8s.io/Behavior': 'namespaced' }),
      binding('default'),
    ],
  ],
])('assigns nothing with %s', async (_case, objects) => {
  cluster.azure.identities.push(managedIdentity);
  await cluster.apply(...objects, pods);
  expect(assigned()).toEqual([]);
  expect(await signIn(clientId)).toContain('identity not found');
});

it('lets an identity of another namespace be used when it does not say otherwise', async () => {
  cluster.azure.identities.push(managedIdentity);
  await cluster.apply(identity('default'), binding('default'), pods);
  expect(assigned()).toEqual(['sample Assigned']);
});

it('refuses another client id than the assigned one, and pods without the label', async () => {
  cluster.azure.identities.push(managedIdentity);
  await cluster.apply(identity(), binding(), pods);
  expect(await signIn('another')).toContain(
    'no azure identity found for request clientID another',
  );
  await cluster.apply(deployment({ replicas: 1 }));
  await cluster.pass(6);
  expect(await signIn()).toContain(
    'No response received from the managed identity endpoint',
  );
  expect(assigned()).toEqual([]);
});
