import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ClusterUnreachableError } from '@fhir-on-aks/kube';
import { provisionRequestSchema } from '@fhir-on-aks/plugin-fhir-common';
import { AzureError } from '@fhir-on-aks/provision';
import { sampleInput } from '@fhir-on-aks/provision/testing';
import { TaskStage } from '../__testUtils__/TaskStage';
import { createProvisionAction } from './provision';

const place = { cluster: 'aks-weu', namespace: 'cardiology', name: 'cardio' };
const shortInput = {
  ...place,
  owner: 'group:default/cardiology',
  spec: { fhirVersion: 'R4', database: { name: 'fhir-cardio' } },
};
let stage: TaskStage;

beforeEach(() => {
  stage = new TaskStage();
});

afterEach(() => stage.stop());

const fhirs = () => stage.cluster.objects('Fhir');

describe('fhir:provision', () => {
  it('makes a server, tells each step and says where it is', async () => {
    await stage.run(createProvisionAction, sampleInput);

    expect(stage.log.filter(line => !line.startsWith('…'))).toEqual([
      expect.stringMatching(/^✔ aks-weu accepts Fhir cardio/),
      expect.stringMatching(
        /^✔ Identity id-cardiology-cardio created in rg-fhir \(westeurope\)/,
      ),
      expect.stringMatching(
        /^✔ Federated credential for service account cardiology\/cardio created/,
      ),
      expect.stringMatching(/^✔ Fhir cardio applied to aks-weu\/cardiology/),
      expect.stringMatching(
        /^✔ Ready after .*: https:\/\/cardio\.example\.org$/,
      ),
    ]);
    expect(stage.log).toContain('… Workload: 1 of 1 pods ready');
    expect(stage.outputs).toEqual({
      instance: 'aks-weu/cardiology/cardio',
      entityRef: 'resource:cardiology/cardio',
      url: 'https://cardio.example.org',
      metadataUrl: 'https://cardio.example.org/metadata',
    });
  });

  it('fills in what the cluster suggests', async () => {
    await stage.run(createProvisionAction, shortInput);

    expect(fhirs()[0].spec).toMatchObject({
      identity: { type: 'WorkloadIdentity' },
      database: { server: 'sql-fhir.database.windows.net' },
      security: { mode: 'Enabled', audience: 'api://cardio' },
      exposure: { host: 'cardio.cardiology.fhir.example.org' },
    });
  });

  it('succeeds again without doing anything twice', async () => {
    await stage.run(createProvisionAction, shortInput);
    const before = fhirs();
    stage.checkpoints.clear();
    await stage.run(createProvisionAction, shortInput);

    expect(fhirs()).toEqual(before);
    expect(stage.log).toContain(
      '• Fhir cardio is in aks-weu/cardiology already, with these settings',
    );
  });

  it('writes into the audit log who made what', async () => {
    const event = { success: jest.fn(), fail: jest.fn() };
    stage.auditor.createEvent.mockResolvedValue(event);
    await stage.run(createProvisionAction, shortInput);

    expect(stage.auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'fhir-mutate',
      severityLevel: 'medium',
      meta: {
        actionType: 'provision',
        instance: 'aks-weu/cardiology/cardio',
        taskId: 'mock-task-id',
        user: 'user:default/ada',
      },
    });
    expect(event.success).toHaveBeenCalledWith({
      meta: {
        steps: [
          'Create identity id-cardiology-cardio in rg-fhir (westeurope)',
          'Create a federated credential for service account cardiology/cardio',
          'Apply Fhir cardio to aks-weu/cardiology',
          'Wait until cardio is ready',
        ],
      },
    });
  });
});

describe('fhir:provision of a task that is tried again', () => {
  it('goes on from what exists when it was stopped in the middle', async () => {
    const stopped = new AbortController();
    jest
      .spyOn(stage.identities, 'putFederatedCredential')
      .mockImplementationOnce(async () => {
        stopped.abort();
        throw stopped.signal.reason;
      });
    await stage.failure(createProvisionAction, shortInput, {
      signal: stopped.signal,
    });
    const [first] = stage.identities.identities.values();

    await stage.run(createProvisionAction, shortInput);

    expect([...stage.identities.identities.values()]).toEqual([first]);
    expect(fhirs()).toMatchObject([
      { spec: { identity: { clientId: first.clientId } } },
    ]);
  });
});

describe('fhir:provision refuses', () => {
  it('who has not the permission, before anything is made', async () => {
    stage.decision = { result: AuthorizeResult.DENY };
    const event = { success: jest.fn(), fail: jest.fn() };
    stage.auditor.createEvent.mockResolvedValue(event);
    const failure = await stage.failure(createProvisionAction, shortInput);

    expect(failure.message).toBe(
      'You may not provision FHIR servers. Ask the platform team for the permission fhir.instance.create.',
    );
    expect(failure.cause).toMatchObject({ name: 'NotAllowedError' });
    expect(event.fail).toHaveBeenCalledWith({ error: failure.cause });
    expect(fhirs()).toEqual([]);
    expect(stage.identities.identities.size).toBe(0);
  });

  const { cluster: _cluster, ...nowhere } = shortInput;
  it.each<[string, object, string]>([
    ['no cluster', nowhere, 'cluster'],
    [
      'a cluster that the portal does not have',
      { ...shortInput, cluster: 'aks' },
      'cluster = "aks": is not a cluster of the configuration; use one of aks-weu',
    ],
    [
      'a namespace in capitals',
      { ...shortInput, namespace: 'Cardiology' },
      'namespace = "Cardiology"',
    ],
    [
      'a name that ends with a dash',
      { ...shortInput, name: 'cardio-' },
      'name = "cardio-"',
    ],
    [
      'no name',
      { ...shortInput, name: undefined },
      'name: is missing; set it, for example cardio',
    ],
    ['an owner without a name', { ...shortInput, owner: '' }, 'owner'],
    [
      'a description that is too long',
      { ...shortInput, description: 'x'.repeat(501) },
      'description',
    ],
    [
      'a field that does not exist',
      { ...shortInput, colour: 'blue' },
      'colour = "blue": is not a field',
    ],
    [
      'no spec',
      { ...place },
      'spec.fhirVersion: is missing; choose one of Stu3, R4, R4B, R5',
    ],
    [
      'a version that does not exist',
      { ...shortInput, spec: { ...shortInput.spec, fhirVersion: 'R6' } },
      'spec.fhirVersion = "R6": is not one of the choices',
    ],
    [
      'a size that does not exist',
      { ...shortInput, spec: { ...shortInput.spec, size: 'Huge' } },
      'spec.size = "Huge"',
    ],
    [
      'too many replicas',
      { ...shortInput, spec: { ...shortInput.spec, replicas: 200 } },
      'spec.replicas = 200: must be at most 100',
    ],
    [
      'no database',
      { ...shortInput, spec: { fhirVersion: 'R4' } },
      'spec.database.name: is missing; set it, for example fhir-cardio',
    ],
    [
      'a host name with a space',
      {
        ...shortInput,
        spec: { ...shortInput.spec, exposure: { host: 'a b' } },
      },
      'spec.exposure.host = "a b"',
    ],
    [
      'an authority that is no URL',
      {
        ...shortInput,
        spec: { ...shortInput.spec, security: { authority: 'login' } },
      },
      'spec.security.authority = "login"',
    ],
    [
      'export without a storage account',
      {
        ...shortInput,
        spec: { ...shortInput.spec, export: { mode: 'Enabled' } },
      },
      'spec.export.storageAccountUri',
    ],
    [
      'a misspelled field',
      { ...shortInput, spec: { ...shortInput.spec, replica: 2 } },
      'spec.replica = 2: is not a field; did you mean replicas?',
    ],
    [
      'a timeout of a day',
      { ...shortInput, timeoutMinutes: 1440 },
      'timeoutMinutes = 1440',
    ],
  ])('%s, and names the field', async (_case, input, words) => {
    const failure = await stage.failure(
      createProvisionAction,
      JSON.parse(JSON.stringify(input)),
    );
    expect(failure.message).toContain(words);
    expect(failure.stack).toBe(`✖ ${failure.message}`);
    expect(fhirs()).toEqual([]);
    expect(stage.identities.identities.size).toBe(0);
  });

  it('a name that another server has, and says what to do', async () => {
    await stage.run(createProvisionAction, shortInput);
    const failure = await stage.failure(createProvisionAction, {
      ...shortInput,
      owner: 'group:default/radiology',
    });
    expect(failure.message).toBe(
      'The name cardio is taken in aks-weu/cardiology: it belongs to group:default/cardiology. Choose another name.',
    );
  });
});

describe('fhir:provision that fails', () => {
  it('ends with the health sentence, what to do and what was left, when the image cannot be pulled', async () => {
    stage.operator.verdict = [
      {
        type: 'WorkloadAvailable',
        status: 'False',
        reason: 'ImagePullFailed',
        message: 'Registry answered "manifest unknown" for tag 9.9.9.',
      },
      {
        type: 'Ready',
        status: 'False',
        reason: 'ImagePullFailed',
        message: 'Registry answered "manifest unknown" for tag 9.9.9.',
      },
    ];
    const failure = await stage.failure(createProvisionAction, {
      ...shortInput,
      timeoutMinutes: 1,
    });
    const lines = failure.stack?.split('\n') ?? [];
    expect(lines[0]).toMatch(
      /^✖ cardio (does not become ready|is not ready after .*): .*manifest unknown/,
    );
    expect(lines[1]).toMatch(/^ {2}Next: /);
    expect(lines.slice(2)).toEqual([
      '  Left in place:',
      '  - Identity id-cardiology-cardio in rg-fhir (westeurope)',
      '  - Federated credential for service account cardiology/cardio',
      '  - Fhir cardio in aks-weu/cardiology',
      '  Running it again goes on from there.',
    ]);
    expect(stage.log.filter(line => line.startsWith('✖'))).toEqual([]);
  });

  it('ends with the health sentence when the time is up, and goes on when it is run again', async () => {
    const waiting = {
      status: 'False' as const,
      reason: 'PodsStarting' as const,
      message: '0 of 1 pods are ready, the image is being pulled.',
    };
    stage.operator.verdict = [
      { type: 'WorkloadAvailable', ...waiting },
      { type: 'Ready', ...waiting },
    ];
    const running = stage.failure(createProvisionAction, {
      ...shortInput,
      timeoutMinutes: 2,
    });
    await waitFor(() => stage.log.some(line => line.includes('0 of 1 pods')));
    await stage.clock.advance(120_000);

    const lines = (await running).stack?.split('\n') ?? [];
    expect(lines[0]).toMatch(
      /^✖ cardio is not ready after 2 min: 0 of 1 pods are ready, the image is being pulled\./,
    );
    expect(lines.at(-1)).toBe('  Running it again goes on from there.');
  });

  it('says that Azure refused, in its own words, and leaves nothing behind', async () => {
    stage.identities.failNext(
      new AzureError('Azure answered AuthorizationFailed', {
        code: 'AuthorizationFailed',
        retry: 'fatal',
        statusCode: 403,
      }),
    );
    const failure = await stage.failure(createProvisionAction, shortInput);
    expect(failure.message).toMatch(
      /AuthorizationFailed.*Ask the platform team to give the identity of the portal the role/,
    );
    expect(fhirs()).toEqual([]);
    expect(stage.identities.identities.size).toBe(0);
  });

  it('says that the cluster is down, and how to go on', async () => {
    jest
      .spyOn(stage.cluster, 'get')
      .mockRejectedValue(
        new ClusterUnreachableError('connect ECONNREFUSED 10.0.0.1:443'),
      );
    const failure = await stage.failure(createProvisionAction, shortInput);
    expect(failure.message).toMatch(
      /^The cluster could not be reached: .*run it again\.$/,
    );
  });

  it('keeps the stack of an error that nobody foresaw', async () => {
    jest
      .spyOn(stage.auditor, 'createEvent')
      .mockRejectedValue(new TypeError('x is not a function'));
    const failure = await stage.failure(createProvisionAction, shortInput);
    expect(failure.stack).toContain('provision.test.ts');
  });
});

describe('fhir:provision stops at once when the task is cancelled', () => {
  it('while it waits for the server; what was made stays', async () => {
    stage.operator.verdict = [
      {
        type: 'Ready',
        status: 'False',
        reason: 'PodsStarting',
        message: '0 of 1 pods ready.',
      },
    ];
    const cancelled = new AbortController();
    const running = stage.failure(createProvisionAction, shortInput, {
      signal: cancelled.signal,
    });
    await waitFor(() => stage.log.some(line => line.includes('applied')));
    cancelled.abort();

    expect((await running).message).toMatch(/^Stopped on request\. Run/);
    expect(fhirs()).toHaveLength(1);
  });

  it('before it began; nothing is made', async () => {
    const failure = await stage.failure(createProvisionAction, shortInput, {
      signal: AbortSignal.abort(),
    });
    expect(failure.message).toMatch(/^Stopped on request/);
    expect(fhirs()).toEqual([]);
    expect(stage.identities.identities.size).toBe(0);
  });
});

describe('fhir:provision in a dry run', () => {
  it('prints the plan and the manifests and touches nothing', async () => {
    await stage.run(createProvisionAction, shortInput, { isDryRun: true });

    expect(stage.log).toEqual(
      expect.arrayContaining([
        'Plan for aks-weu/cardiology/cardio; nothing has been touched:',
        expect.stringMatching(/^1\. Create identity id-cardiology-cardio/),
        expect.stringMatching(/^Manifest:\n.*kind: Fhir/s),
      ]),
    );
    expect(stage.outputs).toMatchObject({
      instance: 'aks-weu/cardiology/cardio',
      entityRef: 'resource:cardiology/cardio',
      url: 'https://cardio.cardiology.fhir.example.org',
      metadataUrl: 'https://cardio.cardiology.fhir.example.org/metadata',
      plan: expect.arrayContaining(['Wait until cardio is ready']),
      manifests: [{ kind: 'Fhir', metadata: { name: 'cardio' } }],
    });
    expect(fhirs()).toEqual([]);
    expect(stage.identities.identities.size).toBe(0);
    expect(stage.auditor.createEvent).not.toHaveBeenCalled();
  });

  it('refuses what the real run would refuse', async () => {
    stage.decision = { result: AuthorizeResult.DENY };
    const failure = await stage.failure(createProvisionAction, shortInput, {
      isDryRun: true,
    });
    expect(failure.message).toContain('fhir.instance.create');
  });
});

it('hands over the schema that is generated from the definition of the API', () => {
  const action = createProvisionAction(stage.dependencies);
  expect(action.schema?.input).toBe(provisionRequestSchema);
});

/** Waits for something that happens in the background, a turn of the event loop at a time. */
async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(resolve => setImmediate(resolve));
}
