import { requestFromForm } from '@fhir-on-aks/plugin-fhir-common';
import { readyVerdict } from '@fhir-on-aks/provision/testing';
import {
  shippedTemplate,
  startTemplateStage,
} from './__testUtils__/TemplateStage';

const form = {
  name: 'cardio',
  owner: 'group:default/cardiology',
  fhirVersion: 'R4',
  cluster: 'aks-weu',
  namespace: 'cardiology',
  database: { name: 'fhir-cardio' },
};
const instance = 'aks-weu/cardiology/cardio';
let stage: Awaited<ReturnType<typeof startTemplateStage>>;

beforeEach(async () => {
  stage = await startTemplateStage();
});

afterEach(() => stage.stop());

const left = () => [
  ...stage.cluster.objects('Fhir'),
  ...stage.identities.identities.keys(),
];

describe('the shipped templates in a real scaffolder', () => {
  it('make, change and take away a FHIR server', async () => {
    const made = await stage.run('fhir-instance', form);
    expect(made.status).toBe('completed');
    expect(made.log).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^✔ Identity id-cardiology-cardio created/),
        expect.stringMatching(/^✔ Ready after .*: https:\/\/cardio/),
      ]),
    );
    expect(made.output).toEqual({
      links: [
        {
          title: 'Page of the FHIR server',
          icon: 'catalog',
          entityRef: 'resource:cardiology/cardio',
        },
        {
          title: 'FHIR endpoint (capability statement)',
          icon: 'web',
          url: 'https://cardio.example.org/metadata',
        },
      ],
      text: [
        {
          title: 'Your FHIR server',
          content: expect.stringContaining('at https://cardio.example.org.'),
        },
      ],
    });

    const changed = await stage.run('fhir-update', {
      instance,
      changes: { replicas: 3 },
    });
    expect(changed.status).toBe('completed');
    expect(changed.log).toContain('✔ replicas: not set → 3');

    const gone = await stage.run('fhir-deprovision', {
      instance,
      confirm: 'cardio',
    });
    expect(gone.status).toBe('completed');
    expect(gone.output.text).toEqual([
      {
        title: 'Gone',
        content: expect.stringContaining(instance),
      },
    ]);
    expect(left()).toEqual([]);
  });

  it('end with what went wrong, what to do and what was left, and go on when tried again', async () => {
    stage.operator.verdict = [
      {
        type: 'Ready',
        status: 'False',
        reason: 'ImagePullFailed',
        message: 'Registry answered "manifest unknown" for tag 9.9.9.',
      },
    ];
    const failed = await stage.run('fhir-instance', form);
    expect(failed.status).toBe('failed');
    const end = failed.log.find(line => line.startsWith('✖'))?.split('\n');
    expect(end).toEqual([
      expect.stringContaining('manifest unknown'),
      expect.stringMatching(/^ {2}Next: /),
      '  Left in place:',
      expect.stringContaining('Identity id-cardiology-cardio'),
      expect.stringContaining('Federated credential'),
      expect.stringContaining('Fhir cardio'),
      expect.stringContaining('again'),
    ]);

    stage.operator.verdict = readyVerdict;
    const [fhir] = stage.cluster.objects('Fhir');
    await stage.operator.judge(fhir);
    const again = await stage.retry(failed);
    expect(again.status).toBe('completed');
    expect(stage.cluster.objects('Fhir')).toMatchObject([
      { metadata: { uid: fhir.metadata.uid } },
    ]);
  });
});

describe('a dry run of the shipped templates touches nothing and shows the plan', () => {
  it.each([
    ['fhir-instance', form, 'Apply Fhir cardio to aks-weu/cardiology'],
    [
      'fhir-update',
      { instance, changes: { replicas: 3 } },
      'Change Fhir cardio in aks-weu/cardiology',
    ],
    [
      'fhir-deprovision',
      { instance, confirm: 'cardio' },
      'Delete Fhir cardio from aks-weu/cardiology',
    ],
  ])('%s', async (template, values, step) => {
    if (template !== 'fhir-instance') await stage.run('fhir-instance', form);
    const before = left();

    const { log } = await stage.dryRun(template, values);

    const text = log
      .map(({ body }: { body: { message: string } }) => body.message)
      .join('\n');
    expect(text).toContain(step);
    expect(left()).toEqual(before);
  });
});

describe('the shipped templates refuse, before a task is made,', () => {
  it.each([
    ['no name', 'fhir-instance', { ...form, name: undefined }, 'name'],
    [
      'a name in capitals',
      'fhir-instance',
      { ...form, name: 'Cardio' },
      'name',
    ],
    ['no owner', 'fhir-instance', { ...form, owner: undefined }, 'owner'],
    [
      'a version that does not exist',
      'fhir-instance',
      { ...form, fhirVersion: 'R6' },
      'fhirVersion',
    ],
    ['no cluster', 'fhir-instance', { ...form, cluster: undefined }, 'cluster'],
    [
      'no namespace',
      'fhir-instance',
      { ...form, namespace: undefined },
      'namespace',
    ],
    [
      'too many replicas',
      'fhir-instance',
      { ...form, replicas: 101 },
      'replicas',
    ],
    [
      'a size that does not exist',
      'fhir-instance',
      { ...form, size: 'Huge' },
      'size',
    ],
    [
      'no database',
      'fhir-instance',
      { ...form, database: undefined },
      'database',
    ],
    [
      'a database without a name',
      'fhir-instance',
      { ...form, database: {} },
      'name',
    ],
    [
      'a storage account that is no URL',
      'fhir-instance',
      { ...form, export: { mode: 'Enabled', storageAccountUri: 'x' } },
      'storageAccountUri',
    ],
    [
      'an instance without a namespace',
      'fhir-update',
      { instance: 'cardio', changes: {} },
      'instance',
    ],
    ['no changes', 'fhir-update', { instance }, 'changes'],
    ['no confirmation', 'fhir-deprovision', { instance }, 'confirm'],
  ])('%s', async (_case, template, values, field) => {
    const { status, body } = await stage.create(template, values);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(field);
  });
});

describe('the step of the form', () => {
  it.each<[string, object]>([
    ['of the shortest form', form],
    ['of an empty form', {}],
    [
      'of a form with everything',
      {
        ...form,
        title: 'Cardiology',
        description: 'Echo reports',
        system: 'system:default/heart-centre',
        size: 'Large',
        replicas: 0,
        host: 'cardio.example.org',
        security: { mode: 'Disabled' },
        export: {
          mode: 'Enabled',
          storageAccountUri: 'https://st.example.org',
        },
        deletionProtection: 'Enabled',
        settings: { 'FhirServer:CoreFeatures:DefaultItemCountPerSearch': '20' },
      },
    ],
  ])('%s asks for what requestFromForm says', async (_case, values) => {
    await stage.api.post('/api/scaffolder/v2/dry-run').send({
      template: echoing(shippedTemplate('fhir-instance')),
      values,
      directoryContents: [],
    });
    expect(stage.echoed).toEqual([requestFromForm(values)]);
  });
});

/** A template that takes any values and tells what its step makes of them. */
function echoing(template: ReturnType<typeof shippedTemplate>) {
  const [step] = template.spec.steps;
  return {
    ...template,
    spec: {
      ...template.spec,
      parameters: [],
      steps: [{ ...step, action: 'test:echo' }],
      output: {},
    },
  };
}
