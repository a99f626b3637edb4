import { CliWorld } from '../__testUtils__/CliWorld';

let cli: CliWorld;

beforeEach(async () => {
  cli = new CliWorld();
  await cli.run('provision', '-f', 'request.yaml');
});

afterEach(() => cli.close());

const spec = () => Object(cli.world.fhir().spec);
const update = (...args: string[]) => cli.run('update', 'cardio', ...args);

describe('fhirctl update', () => {
  it('says each change first, then makes it', async () => {
    const { code, err, out } = await update(
      ...['--set', 'replicas=3', '--set', 'size=Large'],
    );
    expect(code).toBe(0);
    expect(err.split('\n').slice(0, 2)).toEqual([
      '✔ size: Small → Large',
      '✔ replicas: 1 → 3',
    ]);
    expect(out).toContain('Health   ✔ Ready');
    expect(spec()).toMatchObject({ replicas: 3, size: 'Large' });
  });

  it('takes fields from a file; --set wins', async () => {
    cli.file('changes.yaml', 'size: Large\nreplicas: 5\n');
    await update('-f', 'changes.yaml', '--set', 'replicas=2');
    expect(spec()).toMatchObject({ replicas: 2, size: 'Large' });
  });

  it('takes the spec of a Fhir from a file', async () => {
    cli.file('changes.yaml', { kind: 'Fhir', spec: { size: 'Medium' } });
    await update('-f', 'changes.yaml');
    expect(spec().size).toBe('Medium');
  });

  it('null takes a field away', async () => {
    await update('--set', 'replicas=null');
    expect(spec()).not.toHaveProperty('replicas');
  });

  it('prints the plan in a dry run and touches nothing', async () => {
    const { out } = await update('--set', 'replicas=3', '--dry-run');
    expect(out).toContain('  ~ Change Fhir cardio in aks-weu/cardiology');
    expect(out).toContain('  replicas: 1 → 3');
    expect(spec().replicas).toBe(1);
  });

  it('writes nothing when nothing differs', async () => {
    const { code, err } = await update('--set', 'replicas=1');
    expect(code).toBe(0);
    expect(err).toContain('Nothing changes');
  });

  it.each([
    ['no change', [], 2, 'There is nothing to change.'],
    [
      'a change without a value',
      ['--set', 'replicas'],
      2,
      '--set replicas is not a change.',
    ],
    ['a field that is not there', ['--set', 'replica=2'], 2, 'changes.replica'],
    [
      'a field that cannot be changed',
      ['--set', 'fhirVersion=R5'],
      2,
      'spec.fhirVersion = "R5": cannot be changed',
    ],
    [
      'a value that is not right',
      ['--set', 'replicas=many'],
      2,
      'spec.replicas = "many"',
    ],
  ])('refuses %s', async (_case, args, code, words) => {
    const outcome = await update(...args);
    expect(outcome.code).toBe(code);
    expect(outcome.err).toContain(words);
    expect(spec().replicas).toBe(1);
  });

  it('takes a field over from somebody else only with --force', async () => {
    await cli.world.cluster.apply(
      {
        group: 'fhir-on-aks.io',
        version: 'v1alpha1',
        kind: 'Fhir',
        plural: 'fhirs',
        namespaced: true,
      },
      {
        apiVersion: 'fhir-on-aks.io/v1alpha1',
        kind: 'Fhir',
        metadata: { name: 'cardio', namespace: 'cardiology' },
        spec: { replicas: 5 },
      },
      { fieldManager: 'argocd', force: true },
    );
    const refused = await update('--set', 'replicas=2');
    expect(refused.code).toBe(4);
    expect(refused.err).toContain('argocd');
    expect((await update('--set', 'replicas=2', '--force')).code).toBe(0);
    expect(spec().replicas).toBe(2);
  });
});
