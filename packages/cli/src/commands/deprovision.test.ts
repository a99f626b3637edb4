import { CliWorld } from '../__testUtils__/CliWorld';
import { FakeTerminal } from '../__testUtils__/FakeTerminal';

let cli: CliWorld;

beforeEach(async () => {
  cli = new CliWorld();
  await cli.run('provision', '-f', 'request.yaml');
});

afterEach(() => cli.close());

const left = () => [
  ...cli.world.cluster.objects('Fhir'),
  ...cli.world.identities.identities.keys(),
];
const deprovision = (...args: string[]) =>
  cli.run('deprovision', 'cardio', ...args);

describe('fhirctl deprovision', () => {
  it('shows what goes and what stays, asks for the name, and takes it away', async () => {
    const terminal = new FakeTerminal({ answer: 'cardio' });
    const { code, err, out } = await cli.runOn(
      terminal,
      ...['deprovision', 'cardio'],
    );
    expect(code).toBe(0);
    expect(terminal.questions).toEqual(['Type cardio to take it away: ']);
    expect(err).toMatch(/^ {2}- Delete Fhir cardio from aks-weu\/cardiology\n/);
    expect(err).toContain('The data stays: database cardio on');
    expect(err).toContain('✔ Identity id-cardiology-cardio deleted');
    expect(out).toContain('The data stays');
    expect(left()).toEqual([]);
  });

  it('touches nothing when the name is not typed right', async () => {
    const { code, err } = await cli.runOn(
      new FakeTerminal({ answer: 'cardi' }),
      ...['deprovision', 'cardio'],
    );
    expect(code).toBe(4);
    expect(err).toContain('"cardi" is not cardio: nothing was touched.');
    expect(left()).toHaveLength(2);
  });

  it('needs --yes where nobody can be asked', async () => {
    const { code, err } = await deprovision();
    expect(code).toBe(4);
    expect(err).toContain('nobody is here to confirm it');
    expect(err).toContain('Next: Give --yes in a script.');
    expect(left()).toHaveLength(2);
  });

  it('does not ask with --yes', async () => {
    const { code, out } = await deprovision('--yes', '-o', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      instance: 'aks-weu/cardiology/cardio',
      changed: true,
    });
    expect(left()).toEqual([]);
  });

  it('succeeds without asking when it is gone already', async () => {
    await deprovision('--yes');
    const { code, out, err } = await deprovision();
    expect(code).toBe(0);
    expect(out).toBe('cardio is gone already.\n');
    expect(err).toBe('• cardio is not in aks-weu/cardiology: nothing to do\n');
  });

  it('prints the plan in a dry run and touches nothing', async () => {
    const { code, out } = await deprovision('--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('  - Delete identity id-cardiology-cardio');
    expect(left()).toHaveLength(2);
  });

  it('refuses a server that is protected', async () => {
    await cli.run('update', 'cardio', '--set', 'deletionProtection=Enabled');
    const { code, err } = await deprovision('--yes');
    expect(code).toBe(4);
    expect(err).toContain('✖ cardio is protected against deletion.');
    expect(err).toContain('Set deletionProtection to Disabled');
    expect(left()).toHaveLength(2);
  });
});
