import { deprovisionFhir } from './deprovisionFhir';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { provisionFhir } from './provisionFhir';
import type { Plan } from './Step';
import { ProvisionWorld } from './testing/ProvisionWorld';
import { sampleRequest } from './testing/samples';
import { updateFhir } from './updateFhir';

const { target } = sampleRequest();
const secret = {
  authentication: 'Secret',
  server: 'sql-fhir.database.windows.net',
  name: 'cardio',
  connectionStringSecret: { name: 'sql', key: 'value' },
};
let world: ProvisionWorld;

beforeEach(() => {
  world = new ProvisionWorld();
  world.identities.roles.push(
    { scope: '/subscriptions/s/export', role: 'writer' },
    { scope: '/subscriptions/s/import', role: 'reader' },
  );
});

afterEach(() => world.stop());

type Operation = (
  dependencies: ProvisionDependencies,
) => Promise<{ plan: Plan }>;

const provision: Operation = dependencies =>
  provisionFhir(sampleRequest(), dependencies);
const provisionWithoutIdentity: Operation = dependencies =>
  provisionFhir(
    sampleRequest({ identity: { type: 'None' }, database: secret }),
    dependencies,
  );
const scale: Operation = dependencies =>
  updateFhir({ target, changes: { replicas: 3 } }, dependencies);
const addIdentity: Operation = dependencies =>
  updateFhir(
    {
      target,
      changes: {
        identity: { type: 'WorkloadIdentity' },
        database: { authentication: 'WorkloadIdentity' },
      },
    },
    dependencies,
  );
const deprovision: Operation = dependencies =>
  deprovisionFhir({ target }, dependencies);

describe('the plan of a dry run lists the steps that the run then reports', () => {
  it.each<[string, Operation[], Operation]>([
    ['provision of a new server', [], provision],
    ['provision of one that is there already', [provision], provision],
    ['update of the spec', [provision], scale],
    ['update of the identity', [provisionWithoutIdentity], addIdentity],
    ['deprovision', [provision], deprovision],
    ['deprovision of one that is gone already', [], deprovision],
  ])('%s', async (_case, before, operation) => {
    const { dependencies } = world;
    for (const earlier of before) await earlier(dependencies);
    const dry = await operation({ ...dependencies, dryRun: true });
    world.reports.length = 0;

    const { plan } = await operation(dependencies);

    expect(plan.steps).toEqual(dry.plan.steps);
    expect(world.reports.flatMap(({ starts }) => starts ?? [])).toEqual(
      dry.plan.steps,
    );
  });

  it('and each is reported by its sentence, before its result', async () => {
    const { plan } = await provision(world.dependencies);
    const started = world.reports.filter(({ starts }) => starts);
    expect(started.map(({ message }) => message)).toEqual(
      plan.steps.map(({ sentence }) => sentence),
    );
  });
});
