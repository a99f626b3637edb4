import { FHIR_RESOURCE } from '@fhir-on-aks/plugin-fhir-common';
import { parseAllDocuments } from 'yaml';
import { CliWorld, type Outcome } from '../__testUtils__/CliWorld';
import { FakeTerminal } from '../__testUtils__/FakeTerminal';

let cli: CliWorld;

beforeEach(async () => {
  cli = new CliWorld();
  await cli.run('provision', '-f', 'request.yaml');
});

afterEach(() => cli.close());

const status = (...args: string[]) => cli.run('status', ...args);

describe('fhirctl status of one server', () => {
  it('says how it is, how it is used, and what it is made of', async () => {
    const { code, out } = await status('cardio');
    expect(code).toBe(0);
    const [headline, ...lines] = out.split('\n');
    expect(headline).toMatch(
      /^✔ Ready · 0 s {30,}aks-weu\/cardiology\/cardio$/,
    );
    expect(lines).toEqual([
      '  All 1 replicas serve FHIR R4.',
      '',
      '  https://cardio.example.org',
      '  FHIR R4 · 0 of 1 replicas · owned by group:default/cardiology',
      '',
      '  ✔ Workload  1 of 1 pods ready.',
      '',
    ]);
  });

  it('says why it is not well and what to do', async () => {
    await cli.world.stop();
    await cli.world.operator.judge(cli.world.fhir(), [
      {
        type: 'WorkloadAvailable',
        status: 'False',
        reason: 'ImagePullFailed',
        message: 'The image cannot be pulled: manifest unknown.',
      },
      {
        type: 'Ready',
        status: 'False',
        reason: 'ImagePullFailed',
        message: 'The image cannot be pulled: manifest unknown.',
      },
    ]);
    const { out } = await status('cardio');
    expect(out).toMatch(/^✖ Failed/);
    expect(out).toContain(
      '  The image cannot be pulled: manifest unknown.\n  Next: Choose a tag that exists',
    );
    expect(out).toContain('  ✖ Workload  The image cannot be pulled');
  });

  it('shows its children with their state', async () => {
    await cli.world.cluster.patch(
      FHIR_RESOURCE,
      { namespace: 'cardiology', name: 'cardio' },
      {
        status: {
          children: [
            { kind: 'Deployment', name: 'cardio', ready: 'True' },
            {
              kind: 'Pod',
              name: 'cardio-1',
              ready: 'False',
              reason: 'Pending',
            },
          ],
        },
      },
      { subresource: 'status' },
    );
    const { out } = await status('cardio');
    expect(out).toContain('  ✔ Deployment  cardio\n');
    expect(out).toContain('  … Pod         cardio-1  Pending\n');
  });

  it('answers in JSON with the conditions', async () => {
    const { out } = await status('cardio', '-o', 'json');
    expect(JSON.parse(out)).toMatchObject({
      id: 'aks-weu/cardiology/cardio',
      health: { word: 'Ready', sentence: 'All 1 replicas serve FHIR R4.' },
      conditions: [{ type: 'WorkloadAvailable' }, { type: 'Ready' }],
    });
  });

  it('a server that is not there: exit code 3', async () => {
    const { code, err } = await status('other');
    expect(code).toBe(3);
    expect(err).toBe(
      '✖ There is no FHIR server other in aks-weu/cardiology.\n  Next: fhirctl list shows what there is.\n',
    );
  });
});

describe('fhirctl status of all servers', () => {
  it('says of each how it is and why', async () => {
    const { code, out } = await status();
    expect(code).toBe(0);
    expect(out.split('\n')[1]).toMatch(
      /^aks-weu\/cardiology\/cardio {3}✔ Ready {3}0 s {5}All 1 replicas serve FHIR R4\.$/,
    );
  });
});

it('fhirctl status without any server says so', async () => {
  await cli.run('deprovision', 'cardio', '--yes');
  expect(await status()).toEqual({
    code: 0,
    out: '',
    err: 'There are no FHIR servers.\n',
  });
});

describe('fhirctl status --watch', () => {
  let terminal: FakeTerminal;
  let running: Promise<Outcome>;

  function watch(...args: string[]): void {
    running = cli.runOn(terminal, 'status', '--watch', ...args);
  }

  async function hasShown(words: string, times = 1): Promise<void> {
    const shown = () => terminal.written.out.split(words).length - 1;
    while (shown() < times) await new Promise(resolve => setImmediate(resolve));
  }

  const say = (message: string) =>
    cli.world.operator.judge(cli.world.fhir(), [
      { type: 'Ready', status: 'False', reason: 'PodsStarting', message },
    ]);

  beforeEach(() => {
    terminal = new FakeTerminal({ columns: 80 });
  });

  it('changes the card in its place until Ctrl-C, which is no failure', async () => {
    watch('cardio');
    await hasShown('All 1 replicas');
    await say('0 of 1 pods are ready.');
    await hasShown('0 of 1 pods are ready.');
    cli.abort.abort();
    expect((await running).code).toBe(0);
    expect(terminal.written.out).toContain('\u001b[7A\u001b[J… Progressing');
  });

  it('writes one line per change where there is no terminal', async () => {
    terminal = new FakeTerminal();
    watch('cardio');
    await hasShown('All 1 replicas');
    await say('0 of 1 pods are ready.');
    await hasShown('0 of 1 pods');
    cli.abort.abort();
    expect((await running).out).toBe(
      'Ready: All 1 replicas serve FHIR R4.\nProgressing: 0 of 1 pods are ready.\n',
    );
  });

  it.each([
    [
      'json',
      (text: string) =>
        text
          .trim()
          .split('\n')
          .map(line => JSON.parse(line)),
    ],
    ['yaml', (text: string) => parseAllDocuments(text).map(one => one.toJS())],
  ])('writes %s for a program', async (format, parse) => {
    watch('cardio', '-o', format);
    await hasShown('All 1 replicas serve');
    await say('0 of 1 pods are ready.');
    await hasShown('0 of 1 pods are ready.');
    cli.abort.abort();
    const words = parse((await running).out).map(one => one.health.word);
    expect(words).toEqual(['Ready', 'Progressing']);
  });

  it('ends when the server is gone', async () => {
    watch('cardio');
    await hasShown('All 1 replicas');
    await cli.world.cluster.remove(FHIR_RESOURCE, {
      namespace: 'cardiology',
      name: 'cardio',
    });
    expect(await running).toMatchObject({ code: 0, err: 'cardio is gone.\n' });
  });

  it('a server that is not there: exit code 3', async () => {
    watch('other');
    expect((await running).code).toBe(3);
  });

  it('shows all servers, live', async () => {
    watch();
    await hasShown('All 1 replicas');
    await say('0 of 1 pods are ready.');
    await hasShown('0 of 1 pods are ready.');
    cli.abort.abort();
    expect((await running).code).toBe(0);
  });
});
