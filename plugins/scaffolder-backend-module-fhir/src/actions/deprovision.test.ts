import {
  deprovisionRequestSchema,
  fhirInstanceDeletePermission,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  createFhirConditionalDecision,
  fhirConditions,
} from '@fhir-on-aks/plugin-fhir-node';
import { sampleInput } from '@fhir-on-aks/provision/testing';
import { TaskStage } from '../__testUtils__/TaskStage';
import { createDeprovisionAction } from './deprovision';
import { createProvisionAction } from './provision';
import { createUpdateAction } from './update';

const instance = 'aks-weu/cardiology/cardio';
const input = { instance, confirm: 'cardio' };
const onlyFor = (owner: string) =>
  createFhirConditionalDecision(
    fhirInstanceDeletePermission,
    fhirConditions.isOwner({ claims: [owner] }),
  );
let stage: TaskStage;

beforeEach(async () => {
  stage = new TaskStage();
  await stage.run(createProvisionAction, sampleInput);
  stage.checkpoints.clear();
});

afterEach(() => stage.stop());

const left = () => [
  ...stage.cluster.objects('Fhir'),
  ...stage.identities.identities.keys(),
];

describe('fhir:deprovision', () => {
  it('takes Fhir, federated credential and identity away', async () => {
    await stage.run(createDeprovisionAction, input);

    expect(left()).toEqual([]);
    expect(stage.log).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^✔ Fhir cardio is being deleted/),
        expect.stringMatching(/^✔ Identity id-cardiology-cardio deleted/),
      ]),
    );
    expect(stage.outputs).toEqual({
      instance,
      entityRef: 'resource:cardiology/cardio',
    });
  });

  it('succeeds when everything is gone already', async () => {
    await stage.run(createDeprovisionAction, input);
    stage.checkpoints.clear();
    await stage.run(createDeprovisionAction, input);
    expect(stage.log).toEqual([
      '• cardio is not in aks-weu/cardiology: nothing to do',
    ]);
  });

  it('prints the plan and takes nothing away in a dry run', async () => {
    await stage.run(createDeprovisionAction, input, { isDryRun: true });
    expect(left()).toHaveLength(2);
    expect(stage.outputs.plan).toEqual([
      'Delete Fhir cardio from aks-weu/cardiology',
      'Wait until its pods and everything else of it is gone',
      'Delete the federated credential for service account cardiology/cardio',
      expect.stringMatching(/^Delete identity id-cardiology-cardio/),
    ]);
  });

  it('stops at once when the task is cancelled', async () => {
    const failure = await stage.failure(createDeprovisionAction, input, {
      signal: AbortSignal.abort(),
    });
    expect(failure.message).toMatch(/^Stopped on request/);
    expect(left()).toHaveLength(2);
  });
});

describe('fhir:deprovision asks the policy about this one server', () => {
  it('and refuses others, before anything is taken away', async () => {
    stage.decision = onlyFor('group:default/radiology');
    const failure = await stage.failure(createDeprovisionAction, input);
    expect(failure.message).toBe(
      'You may not deprovision FHIR server aks-weu/cardiology/cardio. Ask its owner group:default/cardiology or the platform team for the permission fhir.instance.delete.',
    );
    expect(left()).toHaveLength(2);
  });

  it('and lets its owner finish a task that stopped after the Fhir was gone', async () => {
    stage.decision = onlyFor('group:default/cardiology');
    const stopped = new AbortController();
    jest.spyOn(stage.identities, 'remove').mockImplementationOnce(async () => {
      stopped.abort();
      throw stopped.signal.reason;
    });
    await stage.failure(createDeprovisionAction, input, {
      signal: stopped.signal,
    });
    expect(left()).toEqual(['id-cardiology-cardio']);

    await stage.run(createDeprovisionAction, input);
    expect(left()).toEqual([]);
  });
});

describe('fhir:deprovision refuses', () => {
  it.each<[string, object, string]>([
    ['no server', { confirm: 'cardio' }, 'cluster: is missing'],
    ['no confirmation', { instance }, 'confirm: is missing'],
    [
      'another name as confirmation',
      { instance, confirm: 'neuro' },
      'confirm = "neuro": is not the name of the FHIR server; type cardio to confirm',
    ],
    [
      'a server without a namespace',
      { instance: 'cardio', confirm: 'cardio' },
      'instance = "cardio"',
    ],
    [
      'a cluster that the portal does not have',
      { instance: 'aks/cardiology/cardio', confirm: 'cardio' },
      'cluster = "aks"',
    ],
  ])('%s', async (_case, given, words) => {
    const failure = await stage.failure(
      createDeprovisionAction,
      JSON.parse(JSON.stringify(given)),
    );
    expect(failure.message).toContain(words);
    expect(left()).toHaveLength(2);
  });

  it('a server that is protected, and says how to take the protection away', async () => {
    await stage.run(createUpdateAction, {
      instance,
      changes: { deletionProtection: 'Enabled' },
    });
    const failure = await stage.failure(createDeprovisionAction, input);
    expect(failure.message).toBe(
      'cardio is protected against deletion. Set deletionProtection to Disabled with an update first.',
    );
    expect(left()).toHaveLength(2);
  });
});

it('hands over the schema that is generated from the definition of the API', () => {
  const action = createDeprovisionAction(stage.dependencies);
  expect(action.schema?.input).toBe(deprovisionRequestSchema);
});
