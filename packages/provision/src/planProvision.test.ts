import { planProvision } from './planProvision';
import { provisionFhir } from './provisionFhir';
import { ProvisionWorld } from './testing/ProvisionWorld';
import { sampleRequest } from './testing/samples';

let world: ProvisionWorld;

beforeEach(() => {
  world = new ProvisionWorld();
});

afterEach(() => world.stop());

const steps = async (request = sampleRequest()) =>
  (await planProvision(request, world.dependencies)).steps.map(
    ({ action, sentence }) => `${action}: ${sentence}`,
  );
const secret = {
  authentication: 'Secret',
  server: 'sql.example.org',
  name: 'cardio',
  connectionStringSecret: { name: 'sql', key: 'value' },
};
const WAIT = 'wait: Wait until cardio is ready';

describe('planProvision lists what will happen', () => {
  it('when nothing is there', async () => {
    expect(await steps()).toEqual([
      'create: Create identity id-cardiology-cardio in rg-fhir (westeurope)',
      'create: Create a federated credential for service account cardiology/cardio',
      'create: Apply Fhir cardio to aks-weu/cardiology',
      WAIT,
    ]);
  });

  it('when everything is there: nothing to do', async () => {
    await provisionFhir(sampleRequest(), world.dependencies);
    const plan = await planProvision(sampleRequest(), world.dependencies);
    expect(plan.changed).toBe(false);
    expect(plan.steps.map(({ action }) => action)).toEqual([
      'keep',
      'keep',
      'keep',
      'wait',
    ]);
  });

  it('when only the federated credential is missing', async () => {
    await provisionFhir(sampleRequest(), world.dependencies);
    world.identities.credentials.clear();
    expect(await steps()).toEqual([
      'keep: Identity id-cardiology-cardio is in rg-fhir (westeurope) already',
      'create: Create a federated credential for service account cardiology/cardio',
      'keep: Fhir cardio is in aks-weu/cardiology already, with these settings',
      WAIT,
    ]);
  });

  it('when a credential of another name trusts the same service account: it is kept', async () => {
    await provisionFhir(sampleRequest(), world.dependencies);
    const [[identity, [credential]]] = [...world.identities.credentials];
    world.identities.credentials.set(identity, [
      { ...credential, name: 'by-hand' },
    ]);
    const plan = await planProvision(sampleRequest(), world.dependencies);
    expect(plan.changed).toBe(false);
  });

  it.each([
    [
      'None: only the Fhir',
      { type: 'None' },
      ['create: Apply Fhir cardio to aks-weu/cardiology', WAIT],
    ],
    [
      'PodIdentity: no federated credential',
      { type: 'PodIdentity', name: 'id-mine' },
      [
        'create: Create identity id-mine in rg-fhir (westeurope)',
        'create: Apply Fhir cardio to aks-weu/cardiology',
        WAIT,
      ],
    ],
    [
      'given: it is used as it is',
      {
        type: 'WorkloadIdentity',
        name: 'id-theirs',
        clientId: '22222222-2222-4222-8222-222222222222',
      },
      [
        'keep: Use managed identity id-theirs, which was made elsewhere',
        'create: Apply Fhir cardio to aks-weu/cardiology',
        WAIT,
      ],
    ],
  ])('identity %s', async (_case, identity, expected) => {
    const request = sampleRequest({ identity, database: secret });
    expect(await steps(request)).toEqual(expected);
  });

  it('with the roles by their names', async () => {
    const storage =
      '/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/stfhir';
    world.identities.roles.push(
      { scope: storage, role: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe' },
      { scope: storage, role: '11111111-2222-4333-8444-555555555555' },
    );
    expect(await steps()).toEqual(
      expect.arrayContaining([
        'create: Assign the role Storage Blob Data Contributor on stfhir to the identity',
        'create: Assign the role 11111111-2222-4333-8444-555555555555 on stfhir to the identity',
      ]),
    );
  });
});

describe('planProvision tells in sentences what a person gets', () => {
  it.each([
    [
      'sign-in on, exposed',
      {},
      [
        'A FHIR R4 server, size Small, owned by group:default/cardiology.',
        'It is reached at cardio.fhir.example.org.',
        'Every request needs a token of https://login.example.org/v2.0 for api://cardio.',
        'Data is in database cardio on sql-fhir.database.windows.net; it is never deleted.',
      ],
    ],
    [
      'sign-in off, inside the cluster only',
      {
        size: 'Large',
        security: { mode: 'Disabled' },
        exposure: { type: 'None' },
      },
      [
        'A FHIR R4 server, size Large, owned by group:default/cardiology.',
        'It is reached inside the cluster only.',
        'Sign-in is off: anyone who reaches the server reads and writes everything.',
        'Data is in database cardio on sql-fhir.database.windows.net; it is never deleted.',
      ],
    ],
  ])('%s', async (_case, spec, summary) => {
    const plan = await planProvision(sampleRequest(spec), world.dependencies);
    expect(plan.summary).toEqual(summary);
  });

  it('with the manifest, without the ids that Azure has yet to assign', async () => {
    const { manifests } = await planProvision(
      sampleRequest(),
      world.dependencies,
    );
    expect(manifests).toHaveLength(1);
    expect(manifests[0]).toMatchObject({
      kind: 'Fhir',
      metadata: { name: 'cardio', namespace: 'cardiology' },
    });
    expect(Object(manifests[0].spec).identity).toEqual({
      type: 'WorkloadIdentity',
      name: 'id-cardiology-cardio',
    });
  });

  it('touches nothing', async () => {
    await planProvision(sampleRequest(), world.dependencies);
    expect(world.cluster.writes).toEqual([]);
    expect(world.identities.identities.size).toBe(0);
  });
});
