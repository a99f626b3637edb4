import { FHIR_RESOURCE } from '@fhir-on-aks/plugin-fhir-common';
import { CliWorld } from '../__testUtils__/CliWorld';

let cli: CliWorld;

beforeEach(async () => {
  cli = new CliWorld();
  await cli.run('provision', '-f', 'request.yaml');
});

afterEach(() => cli.close());

describe('fhirctl wait', () => {
  it('ends when the server is ready', async () => {
    const { code, out } = await cli.run('wait', 'cardio');
    expect([code, out]).toEqual([0, '✔ Ready\n']);
  });

  it('ends early when waiting cannot help: exit code 6', async () => {
    await cli.world.stop();
    await cli.world.operator.judge(cli.world.fhir(), [
      {
        type: 'Ready',
        status: 'False',
        reason: 'CrashLoop',
        message: 'The server stops right after its start.',
      },
    ]);
    const { code, err } = await cli.run('wait', 'cardio');
    expect(code).toBe(6);
    expect(err).toContain('The server stops right after its start.');
  });

  it('ends when the time is up: exit code 7', async () => {
    await cli.world.stop();
    await cli.world.operator.judge(cli.world.fhir(), [
      {
        type: 'Ready',
        status: 'False',
        reason: 'PodsStarting',
        message: '0 of 1 pods are ready.',
      },
    ]);
    const { code, err } = await cli.run('wait', 'cardio', '--timeout', '30s');
    expect(code).toBe(7);
    expect(err).toContain('cardio is not ready after');
    expect(err).toContain('0 of 1 pods are ready.');
  });

  it('ends when the server is gone', async () => {
    await cli.world.cluster.remove(FHIR_RESOURCE, {
      namespace: 'cardiology',
      name: 'cardio',
    });
    const gone = await cli.run('wait', 'cardio', '--for', 'gone');
    expect([gone.code, gone.out]).toEqual([0, 'Gone\n']);
    const ready = await cli.run('wait', 'cardio');
    expect(ready.code).toBe(3);
  });

  it('names the states that there are', async () => {
    const { code, err } = await cli.run('wait', 'cardio', '--for', 'ever');
    expect(code).toBe(2);
    expect(err).toContain('Allowed choices are ready, gone.');
  });
});
