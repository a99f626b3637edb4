import { AzureWorld } from './testing/__testUtils__/AzureWorld';
import { Killer } from './testing/__testUtils__/Killer';

/**
 * A run is killed before and after every single request to Azure (real client, emulator) and to the Kubernetes API,
 * then repeated: the end is always that of a run that nobody killed.
 */

const IDENTITY = 'userAssignedIdentities/id-cardiology-cardio';
const CREDENTIALS = `${IDENTITY}/federatedIdentityCredentials`;
const CREDENTIAL = `${CREDENTIALS}/fhir-aks-weu-cardiology-cardio`;

jest.setTimeout(60_000);

let world: AzureWorld;

beforeAll(async () => {
  world = await AzureWorld.start();
});

afterAll(() => world.close());

describe.each([
  [
    'provision',
    [],
    [
      'get Fhir',
      'get Namespace',
      'served fhir-on-aks.io',
      'get Namespace',
      `GET ${IDENTITY}`,
      'apply Fhir (dry run)',
      `PUT ${IDENTITY}`,
      `PUT ${CREDENTIAL}`,
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
    'updateIdentity',
    ['provisionWithoutIdentity'],
    [
      'get Fhir',
      'get Namespace',
      `GET ${IDENTITY}`,
      'apply Fhir (dry run)',
      `PUT ${IDENTITY}`,
      `PUT ${CREDENTIAL}`,
      expect.stringMatching(/^PUT roleAssignments\//),
      'apply Fhir',
      'list Fhir',
    ],
  ],
  [
    'deprovision',
    ['provision'],
    [
      'get Fhir',
      'get Namespace',
      'GET userAssignedIdentities',
      `GET ${CREDENTIALS}`,
      expect.stringMatching(/^GET roleAssignments\//),
      'remove Fhir',
      'list Fhir',
      'list Pod',
      expect.stringMatching(/^DELETE roleAssignments\//),
      `DELETE ${CREDENTIAL}`,
      `DELETE ${IDENTITY}`,
    ],
  ],
] as const)('%s', (name, before, requests) => {
  async function arrange(): Promise<void> {
    await world.reset();
    for (const earlier of before) await world.operations[earlier]();
  }

  it('makes these requests and no others', async () => {
    await arrange();
    const killer = new Killer();
    await world.operations[name]({ killer });
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
    await world.operations[name]();
    const undisturbed = world.summary();

    await arrange();
    const killer = new Killer(at, when);
    await world.operations[name]({ killer }).catch(() => {});
    await world.operations[name]();
    expect(world.summary()).toEqual(undisturbed);
  });
});

it('ends with exactly one of each, and after deprovisioning with nothing', async () => {
  await world.reset();
  await world.operations.provision();
  expect(world.summary()).toEqual({
    identities: [['id-cardiology-cardio', expect.anything()]],
    credentials: ['system:serviceaccount:cardiology:cardio'],
    roles: [`${world.exportRole().scope} true`],
    fhirs: 1,
    replicas: 1,
    identityNamed: true,
    pods: 1,
  });
  await world.operations.deprovision();
  expect(world.summary()).toEqual({
    identities: [],
    credentials: [],
    roles: [],
    fhirs: 0,
    replicas: undefined,
    identityNamed: true,
    pods: 0,
  });
});
