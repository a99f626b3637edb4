import { resourceTypes, type KubernetesObject } from '@fhir-on-aks/kube';
import { FHIR_RESOURCE, LABELS } from '@fhir-on-aks/plugin-fhir-common';
import { deprovisionFhir } from './deprovisionFhir';
import { failureLines } from './failureLines';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { AzureError } from './providers/azure/AzureError';
import { provisionFhir } from './provisionFhir';
import { failureOf, ProvisionWorld } from './testing/ProvisionWorld';
import { sampleRequest } from './testing/samples';

const { target } = sampleRequest();
const NAME = 'id-cardiology-cardio';
const MINUTE = 60_000;
let world: ProvisionWorld;
let dependencies: ProvisionDependencies;

async function newWorld(options?: { skipUpTo: number }): Promise<void> {
  world = new ProvisionWorld(options);
  ({ dependencies } = world);
  world.identities.roles.push({ scope: '/subscriptions/s/st', role: 'r' });
  await provisionFhir(sampleRequest(), dependencies);
  world.reports.length = 0;
  world.cluster.calls.length = 0;
}

beforeEach(() => newWorld());
afterEach(() => world.stop());

const deprovision = () => deprovisionFhir({ target }, dependencies);
const left = () => ({
  fhirs: world.cluster.objects('Fhir'),
  pods: world.cluster.objects('Pod'),
  identities: [...world.identities.identities.keys()],
  credentials: [...world.identities.credentials.keys()],
  roles: world.identities.granted,
});
const nothing = {
  fhirs: [],
  pods: [],
  identities: [],
  credentials: [],
  roles: [],
};

describe('deprovisionFhir takes a server away', () => {
  it('Fhir and children first, then roles, federated credential, identity', async () => {
    const result = await deprovision();
    expect(result.changed).toBe(true);
    expect(left()).toEqual(nothing);
    expect(world.lines()).toEqual([
      'done: Fhir cardio is being deleted from aks-weu/cardiology',
      'done: cardio and everything of it is gone from aks-weu/cardiology',
      'done: Role r on st removed',
      'done: Federated credential for service account cardiology/cardio deleted',
      'done: Identity id-cardiology-cardio deleted from rg-fhir (westeurope)',
    ]);
  });

  it('says in its plan that the data stays', async () => {
    const { plan } = await deprovisionFhir(
      { target },
      { ...dependencies, dryRun: true },
    );
    expect(plan.steps.map(({ sentence }) => sentence)).toEqual([
      'Delete Fhir cardio from aks-weu/cardiology',
      'Wait until its pods and everything else of it is gone',
      'Remove the role r on st',
      'Delete the federated credential for service account cardiology/cardio',
      'Delete identity id-cardiology-cardio from rg-fhir (westeurope)',
    ]);
    expect(plan.summary).toEqual([
      'cardio and everything that was made for it goes.',
      'The data stays: database cardio on sql-fhir.database.windows.net.',
    ]);
    expect(world.cluster.writes).toEqual([]);
    expect(world.identities.identities.size).toBe(1);
  });

  it('succeeds when everything is gone already', async () => {
    await deprovision();
    world.reports.length = 0;
    const again = await deprovision();
    expect(again).toMatchObject({
      changed: false,
      plan: { summary: expect.arrayContaining(['cardio is gone already.']) },
    });
    expect(world.lines()).toEqual([
      'skipped: cardio is not in aks-weu/cardiology: nothing to do',
    ]);
  });

  it('takes the identity away when the Fhir is gone already', async () => {
    await world.cluster.remove(FHIR_RESOURCE, target);
    await deprovision();
    expect(left()).toEqual(nothing);
  });

  it('succeeds when the cluster does not know Fhirs any more', async () => {
    await world.stop();
    world.cluster.withoutApi('fhir-on-aks.io/v1alpha1');
    await deprovision();
    expect(world.identities.identities.size).toBe(0);
  });
});

describe('deprovisionFhir never deletes what we did not make', () => {
  const foreign = { 'managed-by': 'terraform' };

  it('an identity of the same name that is not ours', async () => {
    await world.identities.put(NAME, foreign);
    await deprovision();
    expect([...world.identities.identities.keys()]).toEqual([NAME]);
    expect(world.identities.granted).toHaveLength(1);
  });

  it('the identity of a server of the same name in another cluster of the same name', async () => {
    const tags = world.identities.identities.get(NAME)?.tags;
    await world.identities.put('id-other', {
      ...tags,
      'fhir-cluster-uid': '99999999-0000-4000-8000-000000000001',
    });
    await deprovision();
    expect([...world.identities.identities.keys()]).toEqual(['id-other']);
  });

  it('a Fhir that another tool made', async () => {
    const fhir = world.fhir();
    world.cluster.seed({
      ...fhir,
      metadata: {
        ...fhir.metadata,
        labels: { [LABELS.managedBy]: 'argocd' },
      },
    });
    const failure = await failureOf(deprovision());
    expect(failure).toMatchObject({
      code: 'not-ours',
      message:
        'cardio in aks-weu/cardiology was not made by provisioning and is not removed.',
      next: 'Use the tool that made it.',
      left: [],
    });
    expect(world.cluster.objects('Fhir')).toHaveLength(1);
    expect(world.identities.identities.size).toBe(1);
  });

  it('a server that is protected, and says how to take the protection off', async () => {
    const fhir = world.fhir();
    world.cluster.seed({
      ...fhir,
      spec: { ...Object(fhir.spec), deletionProtection: 'Enabled' },
    });
    expect(await failureOf(deprovision())).toMatchObject({
      code: 'protected',
      next: 'Set deletionProtection to Disabled with an update first.',
    });
    expect(world.fhir().metadata.deletionTimestamp).toBeUndefined();
    expect(world.identities.identities.size).toBe(1);
  });

  it('an identity when the cluster has no Azure settings, and says so', async () => {
    dependencies = { ...dependencies, identities: undefined };
    const { plan } = await deprovision();
    expect(world.identities.identities.size).toBe(1);
    expect(plan.summary).toContain(
      'Identity id-cardiology-cardio stays in Azure: the configuration of aks-weu has no Azure settings.',
    );
  });
});

describe('deprovisionFhir that ends early says what is still there', () => {
  const FHIR = 'Fhir cardio in aks-weu/cardiology';
  const IDENTITY = 'Identity id-cardiology-cardio in rg-fhir (westeurope)';

  beforeEach(async () => {
    await world.stop();
    await newWorld({ skipUpTo: 500 });
  });

  it('a finalizer of somebody else holds the Fhir: it is named, the identity stays', async () => {
    hold(world.fhir());
    const work = failureOf(deprovision());
    await hasTold('Waiting for example.org/hold');
    await world.clock.advance(15 * MINUTE);
    const failure = await work;
    expect(failure).toMatchObject({
      code: 'timeout',
      message:
        'cardio is still there after 15 min: Waiting for example.org/hold.',
      left: [FHIR, IDENTITY],
    });
    expect(world.identities.identities.size).toBe(1);
  });

  it('waits for pods that are still ending before it takes the identity', async () => {
    const { uid = '' } = world.fhir().metadata;
    const ending = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'cardio-old',
        namespace: 'cardiology',
        labels: { [LABELS.instanceUid]: uid },
      },
    };
    world.cluster.seed(ending);
    const work = deprovision();
    await hasTold('1 pod is still ending');
    expect(world.identities.identities.size).toBe(1);
    await world.cluster.remove(resourceTypes.Pod, ending.metadata);
    await world.clock.advance(1_000);
    await work;
    expect(left()).toEqual(nothing);
  });

  it('at once when the host aborts; run again it goes on', async () => {
    hold(world.fhir());
    const abort = new AbortController();
    const work = failureOf(
      deprovisionFhir({ target }, { ...dependencies, signal: abort.signal }),
    );
    await hasTold('Waiting for example.org/hold');
    abort.abort();
    const failure = await work;
    expect(failureLines(failure)).toEqual([
      '✖ Stopped on request.',
      '  Next: Run it again: it goes on from what is there.',
      '  Left in place:',
      `  - ${FHIR}`,
      `  - ${IDENTITY}`,
    ]);
    await release(world.fhir());
    await deprovision();
    expect(left()).toEqual(nothing);
  });

  it('Azure refuses: names the identity that stays', async () => {
    world.identities.remove = async () => {
      throw new AzureError('Azure answered ScopeLocked: locked', {
        code: 'AuthorizationFailed',
        retry: 'fatal',
        statusCode: 403,
      });
    };
    expect(await failureOf(deprovision())).toMatchObject({
      code: 'refused',
      message:
        'Identity id-cardiology-cardio could not be deleted: Azure answered ScopeLocked: locked',
      left: [IDENTITY],
    });
  });

  function hold(fhir: KubernetesObject): void {
    world.cluster.seed({
      ...fhir,
      metadata: { ...fhir.metadata, finalizers: ['example.org/hold'] },
    });
  }

  async function release({ metadata }: KubernetesObject): Promise<void> {
    await world.cluster.patch(FHIR_RESOURCE, metadata, {
      metadata: { finalizers: null },
    });
  }

  async function hasTold(words: string): Promise<void> {
    while (!world.reports.some(({ message }) => message.includes(words))) {
      await new Promise(resolve => setImmediate(resolve));
    }
  }
});
