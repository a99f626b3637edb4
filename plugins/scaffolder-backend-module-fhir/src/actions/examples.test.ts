import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { sampleInput } from '@fhir-on-aks/provision/testing';
import { validate } from 'jsonschema';
import { parse } from 'yaml';
import type { ActionDependencies } from '../ActionDependencies';
import { TaskStage } from '../__testUtils__/TaskStage';
import { createDeprovisionAction } from './deprovision';
import { deprovisionExamples } from './deprovision.examples';
import { createProvisionAction } from './provision';
import { provisionExamples } from './provision.examples';
import { createUpdateAction } from './update';
import { updateExamples } from './update.examples';

type Create = (dependencies: ActionDependencies) => TemplateAction;
let stage: TaskStage;

beforeEach(() => {
  stage = new TaskStage();
});

afterEach(() => stage.stop());

const cases = (
  create: Create,
  examples: Array<{ description: string; example: string }>,
  exists: boolean,
) =>
  examples.map(
    ({ description, example }) =>
      [description, create, parse(example).steps[0], exists] as const,
  );

it.each([
  ...cases(createProvisionAction, provisionExamples, false),
  ...cases(createUpdateAction, updateExamples, true),
  ...cases(createDeprovisionAction, deprovisionExamples, true),
])('%s: the example runs', async (_description, create, step, exists) => {
  if (exists) await stage.run(createProvisionAction, sampleInput);
  const action = create(stage.dependencies);
  expect(step.action).toBe(action.id);
  expect(validate(step.input, action.schema?.input ?? {}).errors).toEqual([]);

  await stage.run(create, step.input);

  expect(stage.outputs.instance).toBe('aks-weu/cardiology/cardio');
});
