import { FHIR_RESOURCE } from '@fhir-on-aks/plugin-fhir-common';
import { planUpdate } from './planUpdate';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { provisionFhir } from './provisionFhir';
import { failureOf, ProvisionWorld } from './testing/ProvisionWorld';
import { sampleRequest } from './testing/samples';
import { updateFhir } from './updateFhir';

const { target } = sampleRequest();
const NAME = 'id-cardiology-cardio';
let world: ProvisionWorld;
let dependencies: ProvisionDependencies;

beforeEach(async () => {
  world = new ProvisionWorld();
  ({ dependencies } = world);
  await provisionFhir(sampleRequest(), dependencies);
  world.reports.length = 0;
  world.cluster.calls.length = 0;
});

afterEach(() => world.stop());

const update = (changes: Record<string, unknown>, more = {}) =>
  updateFhir({ target, changes, ...more }, dependencies);
const spec = () => Object(world.fhir().spec);

describe('updateFhir changes only what differs', () => {
  it('tells the change first, then applies it and waits', async () => {
    const before = spec();
    const result = await update({ replicas: 3 });
    expect(result).toMatchObject({
      instance: 'aks-weu/cardiology/cardio',
      changed: true,
      health: { word: 'Ready' },
    });
    expect(spec()).toEqual({ ...before, replicas: 3 });
    expect(world.lines()).toEqual([
      'done: replicas: 1 → 3',
      'done: aks-weu accepts Fhir cardio',
      'done: Fhir cardio applied to aks-weu/cardiology',
      expect.stringMatching(/^done: Ready after/),
    ]);
  });

  it('keeps owner and title', async () => {
    const { annotations } = world.fhir().metadata;
    await update({ size: 'Large' });
    expect(world.fhir().metadata.annotations).toEqual(annotations);
  });

  it('asks Azure nothing when the identity stays', async () => {
    dependencies = { ...dependencies, identities: undefined };
    expect((await update({ replicas: 2 })).changed).toBe(true);
  });

  it('writes nothing when nothing differs', async () => {
    const result = await update({ replicas: 1, size: 'Small' });
    expect(result.changed).toBe(false);
    expect(world.cluster.writes).toEqual([]);
    expect(world.lines()).toEqual([
      'done: Nothing changes: the FHIR server has these settings already.',
    ]);
  });

  it('writes nothing in a dry run, but lets the cluster judge', async () => {
    const before = world.fhir();
    dependencies = { ...dependencies, dryRun: true };
    const { changed, plan } = await update({ replicas: 2 });
    expect({ changed, summary: plan.summary }).toEqual({
      changed: false,
      summary: ['replicas: 1 → 2'],
    });
    expect(world.lines()).toEqual(['done: aks-weu accepts Fhir cardio']);
    expect(world.cluster.writes).toHaveLength(1);
    expect(world.fhir()).toEqual(before);
  });

  it.each([
    [
      'autoscaling takes the place of replicas',
      { autoscaling: { minReplicas: 2, maxReplicas: 5 } },
      [
        'replicas: 1 → not set',
        'autoscaling: not set → {"minReplicas":2,"maxReplicas":5,"targetCpuPercent":70}',
      ],
    ],
    ['null takes a field away', { replicas: null }, ['replicas: 1 → not set']],
    [
      'several fields, in the order of the spec',
      {
        throttling: { mode: 'Enabled', concurrentRequestLimit: 200 },
        size: 'Large',
      },
      [
        'size: Small → Large',
        'throttling.mode: Disabled → Enabled',
        'throttling.concurrentRequestLimit: 100 → 200',
      ],
    ],
  ])('plan: %s', async (_case, changes, summary) => {
    const plan = await planUpdate({ target, changes }, dependencies);
    expect(plan.summary).toEqual(summary);
  });
});

describe('updateFhir of the identity', () => {
  const secret = {
    authentication: 'Secret',
    connectionStringSecret: { name: 'sql', key: 'value' },
  };

  it('makes identity and federated credential when the server had none', async () => {
    await update({ identity: { type: 'None' }, database: secret });
    await world.identities.remove(NAME);
    await update({
      identity: { type: 'WorkloadIdentity' },
      database: { authentication: 'WorkloadIdentity' },
    });
    expect(spec().identity).toMatchObject({
      type: 'WorkloadIdentity',
      clientId: world.identities.identities.get(NAME)?.clientId,
    });
    expect(world.identities.credentials.get(NAME)).toHaveLength(1);
  });

  it('keeps the identity when only its kind changes', async () => {
    const before = world.identities.identities.get(NAME);
    await update({
      identity: { type: 'PodIdentity' },
      database: { authentication: 'ManagedIdentity' },
    });
    expect(world.identities.identities.get(NAME)).toEqual(before);
    expect(spec().identity).toMatchObject({
      type: 'PodIdentity',
      resourceId: before?.resourceId,
    });
  });
});

describe('updateFhir refuses', () => {
  it.each([
    [
      'another FHIR version',
      { fhirVersion: 'R5' },
      'spec.fhirVersion = "R5": cannot be changed; leave it at "R4", or make a new FHIR server and move the data',
    ],
    [
      'another database server',
      { database: { server: 'other.example.org' } },
      'spec.database.server = "other.example.org": cannot be changed; leave it at "sql-fhir.database.windows.net", or make a new FHIR server and move the data',
    ],
    [
      'another database',
      { database: { name: 'other' } },
      'spec.database.name = "other": cannot be changed; leave it at "cardio", or make a new FHIR server and move the data',
    ],
    ['a value out of bounds', { replicas: 1000 }, 'spec.replicas = 1000'],
    [
      'a combination that cannot be',
      { identity: { type: 'None' } },
      'database.authentication WorkloadIdentity needs identity.type WorkloadIdentity',
    ],
  ])('%s, and names the field', async (_case, changes, words) => {
    const failure = await failureOf(update(changes));
    expect(failure).toMatchObject({ code: 'invalid', left: [] });
    expect(failure.message).toContain(words);
    expect(failure.next).toBeDefined();
    expect(world.cluster.writes).toEqual([]);
  });

  it('a server that is not there', async () => {
    await world.cluster.remove(FHIR_RESOURCE, target);
    const failure = await failureOf(update({ replicas: 2 }));
    expect(failure).toMatchObject({
      code: 'not-found',
      message: 'There is no FHIR server cardio in aks-weu/cardiology.',
      next: 'Check cluster, namespace and name; fhirctl list shows what there is.',
    });
  });

  it('a server that was not made by provisioning', async () => {
    const fhir = world.fhir();
    world.cluster.seed({ ...fhir, metadata: { ...fhir.metadata, labels: {} } });
    const before = spec();
    expect(await failureOf(update({ replicas: 2 }))).toMatchObject({
      code: 'not-ours',
      message:
        'cardio in aks-weu/cardiology was not made by provisioning and is not changed.',
      next: 'Use the tool that made it.',
    });
    expect(spec()).toEqual(before);
  });

  it('a server that is being deleted', async () => {
    const fhir = world.fhir();
    world.cluster.seed({
      ...fhir,
      metadata: { ...fhir.metadata, finalizers: ['example.org/hold'] },
    });
    await world.cluster.remove(FHIR_RESOURCE, target);
    expect(await failureOf(update({ replicas: 2 }))).toMatchObject({
      code: 'refused',
      message: 'cardio in aks-weu/cardiology is being deleted.',
      next: 'Wait until it is gone, then provision it again.',
    });
  });

  it('a stored spec that is not valid any more, and says how to correct it', async () => {
    world.cluster.seed({ ...world.fhir(), spec: { fhirVersion: 'R9' } });
    const failure = await failureOf(update({ replicas: 2 }));
    expect(failure).toMatchObject({
      code: 'invalid',
      next: 'Correct it with kubectl edit fhir cardio -n cardiology, then run it again.',
    });
  });

  it('a field that another manager set, unless told to take it over', async () => {
    await world.cluster.apply(
      FHIR_RESOURCE,
      { ...bare(), spec: { replicas: 5 } },
      { fieldManager: 'argocd', force: true },
    );
    const failure = await failureOf(update({ replicas: 2 }));
    expect(failure.code).toBe('refused');
    expect(failure.message).toContain('argocd');
    expect(failure.next).toBe(
      'Somebody else set these fields: change them there, or take them over with force.',
    );
    expect(spec().replicas).toBe(5);

    await update({ replicas: 2 }, { force: true });
    expect(spec().replicas).toBe(2);
  });
});

function bare() {
  return {
    apiVersion: 'fhir-on-aks.io/v1alpha1',
    kind: 'Fhir',
    metadata: { name: 'cardio', namespace: 'cardiology' },
  };
}
