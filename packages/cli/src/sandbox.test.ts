import fs from 'node:fs';
import path from 'node:path';
import { SandboxWorld } from './__testUtils__/SandboxWorld';

/** The whole of fhirctl against a sandbox in this process: Kubernetes and Azure by https, the real clients. */

jest.setTimeout(60_000);

const page = fs.readFileSync(
  path.resolve(__dirname, '../../../docs/fhirctl.md'),
  'utf8',
);
const commands = [...page.matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap(([, block = '']) => block.split('\n'))
  .filter(line => line.startsWith('yarn fhirctl'))
  .map(line => line.replace('yarn ', ''));

let world: SandboxWorld;

beforeAll(async () => {
  world = await SandboxWorld.start();
});

afterAll(() => world.close());

it('docs/fhirctl.md has an example of every kind', () => {
  expect(commands.length).toBeGreaterThan(20);
});

it.each(commands)('%s works as printed', async command => {
  const { code, err } = await world.run(command, 'sample');
  expect([code, err]).toEqual([0, expect.any(String)]);
});

it('after the last command of the page nothing is left', () => {
  expect(world.left()).toEqual({
    fhirs: 0,
    pods: 0,
    identities: [],
    roles: 0,
  });
});

describe('a server from the first to the last command', () => {
  const sample = 'fhirctl provision -f examples/sample.yaml';

  it('is made with what the cluster suggests', async () => {
    const { code, out, err } = await world.run(sample);
    expect(code).toBe(0);
    expect(err).toContain(
      '✔ Identity id-fhir-sample created in rg-fhir (westeurope)',
    );
    expect(out).toContain('Server   sandbox/fhir/sample');
    expect(world.sandbox.store.get('Fhir', 'fhir', 'sample')).toMatchObject({
      spec: {
        exposure: { host: 'sample.fhir.localhost' },
        database: { server: 'sql-sandbox.database.windows.net' },
        security: { mode: 'Enabled', audience: 'api://sample' },
      },
    });
    expect(world.left()).toMatchObject({
      fhirs: 1,
      identities: ['id-fhir-sample'],
    });
  });

  it('changes nothing when it is made again', async () => {
    const { out } = await world.run(`${sample} -o json`);
    expect(JSON.parse(out)).toMatchObject({ changed: false });
  });

  it('is refused by the rules of the API server before Azure is asked to make anything', async () => {
    const { code, err } = await world.run(
      `${sample} --name second --set database.name=second --set settings=null --set exposure.host=sample.fhir.localhost --set export.mode=Enabled`,
    );
    expect(code).toBe(2);
    expect(err).toContain('export.storageAccountUri');
    expect(world.left().identities).toEqual(['id-fhir-sample']);
  });

  it('is not made under a name that another team has', async () => {
    const { code, err } = await world.run(
      `${sample} --owner group:default/radiology`,
    );
    expect(code).toBe(4);
    expect(err).toContain('it belongs to group:default/');
  });

  it('is not changed where it cannot be', async () => {
    const { code, err } = await world.run(
      'fhirctl update sample --set fhirVersion=R5',
    );
    expect(code).toBe(2);
    expect(err).toContain('make a new FHIR server and move the data');
  });

  it('leaves nothing behind when Azure refuses, and says whom to ask', async () => {
    await world.run('fhirctl sandbox fault arm-403');
    const refused = await world.run(
      `${sample} --name second --set database.name=second`,
    );
    await world.run('fhirctl sandbox fault --off');
    expect(refused.code).toBe(4);
    expect(refused.err).toContain('Managed Identity Contributor');
    expect(world.left()).toMatchObject({
      fhirs: 1,
      identities: ['id-fhir-sample'],
    });
  });

  it('is taken away whole, and again without complaint', async () => {
    expect((await world.run('fhirctl deprovision sample --yes')).code).toBe(0);
    expect(world.left()).toEqual({
      fhirs: 0,
      pods: 0,
      identities: [],
      roles: 0,
    });
    const again = await world.run('fhirctl deprovision sample');
    expect([again.code, again.out]).toEqual([0, 'sample is gone already.\n']);
  });
});

describe('fhirctl sandbox says', () => {
  it.each([
    ['which faults there are', 'fhirctl sandbox fault', 'Name one: image-pull'],
    [
      'that a fault is not known',
      'fhirctl sandbox fault earthquake',
      'image-pull',
    ],
    [
      'that a server is not known',
      'fhirctl sandbox fault image-pull nobody',
      'There is no FHIR server "nobody"',
    ],
    [
      'that a number is none',
      'fhirctl sandbox token sample --minutes soon',
      'Write a number of minutes',
    ],
  ])('%s', async (_case, command, words) => {
    const { code, err } = await world.run(command);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });
});
