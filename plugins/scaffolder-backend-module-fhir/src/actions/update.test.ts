import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  fhirInstanceUpdatePermission,
  updateRequestSchema,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  createFhirConditionalDecision,
  fhirConditions,
} from '@fhir-on-aks/plugin-fhir-node';
import { sampleInput } from '@fhir-on-aks/provision/testing';
import { TaskStage } from '../__testUtils__/TaskStage';
import { createProvisionAction } from './provision';
import { createUpdateAction } from './update';

const instance = 'aks-weu/cardiology/cardio';
const onlyFor = (owner: string) =>
  createFhirConditionalDecision(
    fhirInstanceUpdatePermission,
    fhirConditions.isOwner({ claims: [owner] }),
  );
let stage: TaskStage;

beforeEach(async () => {
  stage = new TaskStage();
  await stage.run(createProvisionAction, sampleInput);
  stage.checkpoints.clear();
});

afterEach(() => stage.stop());

const spec = () => Object(stage.cluster.objects('Fhir')[0].spec);

describe('fhir:update', () => {
  it('changes what is named, says from what to what, and waits', async () => {
    await stage.run(createUpdateAction, { instance, changes: { replicas: 3 } });

    expect(spec()).toMatchObject({ replicas: 3, fhirVersion: 'R4' });
    expect(stage.log).toEqual(
      expect.arrayContaining([
        '✔ replicas: 1 → 3',
        expect.stringMatching(/^✔ Ready after /),
      ]),
    );
    expect(stage.outputs).toEqual({
      instance,
      entityRef: 'resource:cardiology/cardio',
      url: 'https://cardio.example.org',
      metadataUrl: 'https://cardio.example.org/metadata',
    });
  });

  it('does nothing when nothing changes', async () => {
    await stage.run(createUpdateAction, { instance, changes: { replicas: 1 } });
    expect(stage.log).toEqual([expect.stringContaining('Nothing changes')]);
  });

  it('prints the plan and changes nothing in a dry run', async () => {
    await stage.run(
      createUpdateAction,
      { instance, changes: { replicas: 3 } },
      { isDryRun: true },
    );
    expect(spec().replicas).toBe(1);
    const said = stage.log.filter(line => line.includes('replicas: 1 → 3'));
    expect(said).toEqual(['replicas: 1 → 3']);
    expect(stage.outputs).toMatchObject({
      url: 'https://cardio.fhir.example.org',
      plan: expect.arrayContaining([
        'Change Fhir cardio in aks-weu/cardiology',
      ]),
      manifests: [{ spec: { replicas: 3 } }],
    });
  });

  it('does not take another step for done when the same task changes two servers', async () => {
    await stage.run(createProvisionAction, { ...sampleInput, name: 'neuro' });
    await stage.run(createUpdateAction, { instance, changes: { replicas: 2 } });
    await stage.run(createUpdateAction, {
      instance: 'aks-weu/cardiology/neuro',
      changes: { replicas: 2 },
    });
    const replicas = stage.cluster
      .objects('Fhir')
      .map(fhir => Object(fhir.spec).replicas);
    expect(replicas).toEqual([2, 2]);
  });
});

describe('fhir:update asks the policy about this one server', () => {
  it('and lets its owner do it', async () => {
    stage.decision = onlyFor('group:default/cardiology');
    await stage.run(createUpdateAction, { instance, changes: { replicas: 2 } });
    expect(spec().replicas).toBe(2);
  });

  it.each<[string, PolicyDecision]>([
    ['others', onlyFor('group:default/radiology')],
    ['everyone', { result: AuthorizeResult.DENY }],
  ])('and refuses %s', async (_who, decision) => {
    stage.decision = decision;
    const failure = await stage.failure(createUpdateAction, {
      instance,
      changes: { replicas: 2 },
    });
    expect(failure.message).toBe(
      'You may not change FHIR server aks-weu/cardiology/cardio. Ask its owner group:default/cardiology or the platform team for the permission fhir.instance.update.',
    );
    expect(spec().replicas).toBe(1);
  });

  it('and honours a change of the owner since the task ran first', async () => {
    stage.decision = onlyFor('group:default/cardiology');
    await stage.run(createUpdateAction, { instance, changes: { replicas: 2 } });
    const [fhir] = stage.cluster.objects('Fhir');
    stage.cluster.seed({
      ...fhir,
      metadata: {
        ...fhir.metadata,
        annotations: { 'fhir-on-aks.io/owner': 'group:default/radiology' },
      },
    });
    const failure = await stage.failure(createUpdateAction, {
      instance,
      changes: { replicas: 4 },
    });
    expect(failure.message).toContain('its owner group:default/radiology');
  });
});

describe('fhir:update refuses', () => {
  it.each<[string, object, string]>([
    ['no server', { changes: {} }, 'cluster: is missing'],
    [
      'a server without a namespace',
      { instance: 'cardio', changes: {} },
      'instance = "cardio"',
    ],
    [
      'two servers at once',
      { instance, name: 'neuro', changes: {} },
      'name = "neuro": does not agree with instance',
    ],
    ['no changes', { instance }, 'changes: is missing'],
    [
      'a field that does not exist',
      { instance, changes: { replica: 2 } },
      'changes.replica = 2: is not a field; did you mean replicas?',
    ],
    [
      'a value out of bounds',
      { instance, changes: { replicas: -1 } },
      'spec.replicas = -1',
    ],
    [
      'a field that cannot be changed',
      { instance, changes: { fhirVersion: 'R5' } },
      'spec.fhirVersion = "R5": cannot be changed; leave it at "R4"',
    ],
    [
      'a cluster that the portal does not have',
      { instance: 'aks/cardiology/cardio', changes: {} },
      'cluster = "aks": is not a cluster of the configuration',
    ],
    [
      'a server that does not exist',
      { instance: 'aks-weu/cardiology/neuro', changes: { replicas: 2 } },
      'neuro',
    ],
  ])('%s', async (_case, input, words) => {
    const failure = await stage.failure(
      createUpdateAction,
      JSON.parse(JSON.stringify(input)),
    );
    expect(failure.message).toContain(words);
  });
});

it('hands over the schema that is generated from the definition of the API', () => {
  const action = createUpdateAction(stage.dependencies);
  expect(action.schema?.input).toBe(updateRequestSchema);
});
