import { sampleInput } from '@fhir-on-aks/provision/testing';
import { parse } from 'yaml';
import { CliWorld } from '../__testUtils__/CliWorld';

let cli: CliWorld;

beforeEach(() => {
  cli = new CliWorld();
});

afterEach(() => cli.close());

const fhirs = () => cli.world.cluster.objects('Fhir');
const provision = (...args: string[]) => cli.run('provision', ...args);

describe('fhirctl provision', () => {
  it('makes the server, one line per step, and says what to try next', async () => {
    const { code, out, err } = await provision('-f', 'request.yaml');
    expect(code).toBe(0);
    expect(err.split('\n')).toEqual([
      '✔ aks-weu accepts Fhir cardio  0.0 s',
      '✔ Identity id-cardiology-cardio created in rg-fhir (westeurope)  0.0 s',
      '✔ Federated credential for service account cardiology/cardio created  0.0 s',
      '✔ Fhir cardio applied to aks-weu/cardiology  0.0 s',
      '… Wait until cardio is ready',
      '… Workload: 1 of 1 pods ready',
      expect.stringMatching(
        /^✔ Ready after .* s: https:\/\/cardio.example.org$/,
      ),
      '',
    ]);
    expect(out).toBe(
      [
        'Server   aks-weu/cardiology/cardio',
        'Health   ✔ Ready',
        'URL      https://cardio.example.org',
        'Try      curl https://cardio.example.org/metadata',
        'Watch    fhirctl status aks-weu/cardiology/cardio --watch',
        '',
      ].join('\n'),
    );
  });

  it.each(['json', 'yaml'])('answers in %s for a program', async format => {
    const { out } = await provision('-f', 'request.yaml', '-o', format);
    expect(parse(out)).toEqual({
      instance: 'aks-weu/cardiology/cardio',
      changed: true,
      url: 'https://cardio.example.org',
      metadataUrl: 'https://cardio.example.org/metadata',
      health: expect.objectContaining({ word: 'Ready' }),
    });
  });

  it('does not wait with --timeout 0', async () => {
    await cli.world.stop();
    const { code, out } = await provision(
      ...['-f', 'request.yaml', '--timeout', '0'],
    );
    expect(code).toBe(0);
    expect(out).toContain('Health   … Progressing');
  });

  it('prints plan and manifest in a dry run, and touches nothing', async () => {
    const { out } = await provision('-f', 'request.yaml', '--dry-run');
    expect(out).toContain(
      [
        'Plan for aks-weu/cardiology/cardio; nothing was touched',
        '  + Create identity id-cardiology-cardio in rg-fhir (westeurope)',
        '  + Create a federated credential for service account cardiology/cardio',
        '  + Apply Fhir cardio to aks-weu/cardiology',
        '  … Wait until cardio is ready',
        '  A FHIR R4 server, size Small, owned by group:default/cardiology.',
      ].join('\n'),
    );
    expect(parse(out.slice(out.indexOf('---')))).toMatchObject({
      kind: 'Fhir',
      metadata: { name: 'cardio' },
    });
    expect(fhirs()).toEqual([]);
  });

  it('reads the standard input', async () => {
    cli.input = JSON.stringify(sampleInput);
    expect((await provision('-f', '-')).code).toBe(0);
    expect(fhirs()).toHaveLength(1);
  });

  it('takes a Fhir as well, with its owner', async () => {
    const { owner, name, namespace, spec } = sampleInput;
    cli.file('fhir.yaml', {
      apiVersion: 'fhir-on-aks.io/v1alpha1',
      kind: 'Fhir',
      metadata: {
        name,
        namespace,
        annotations: { 'fhir-on-aks.io/owner': owner },
      },
      spec,
    });
    expect((await provision('-f', 'fhir.yaml')).code).toBe(0);
    expect(fhirs()[0]?.metadata.annotations).toEqual({
      'fhir-on-aks.io/owner': owner,
    });
  });

  it('lets options win over the file', async () => {
    const { code } = await provision(
      ...['-f', 'request.yaml', '--name', 'other', '--owner', 'group:x'],
      ...['--set', 'size=Large', '--set', 'replicas=null'],
    );
    expect(code).toBe(0);
    expect(fhirs()[0]).toMatchObject({
      metadata: {
        name: 'other',
        annotations: { 'fhir-on-aks.io/owner': 'group:x' },
      },
      spec: { size: 'Large' },
    });
    expect(fhirs()[0]?.spec).not.toHaveProperty('replicas');
  });

  it('fills what the file leaves out from the only cluster and what it suggests', async () => {
    cli.configure({
      hostPattern: '{name}.fhir.example.org',
      databaseServer: 'sql.example.org',
      authority: 'https://login.example.org',
      audiencePattern: 'api://{name}',
    });
    cli.file(
      'short.yaml',
      'name: short\nspec: {fhirVersion: R4, database: {name: short}}',
    );
    expect((await provision('-f', 'short.yaml')).code).toBe(0);
    expect(fhirs()[0]).toMatchObject({
      metadata: { namespace: 'cardiology' },
      spec: {
        database: { server: 'sql.example.org' },
        security: { mode: 'Enabled', audience: 'api://short' },
        exposure: { host: 'short.fhir.example.org' },
      },
    });
  });
});

describe('fhirctl provision that fails', () => {
  it('names every field that is not right, and what to do', async () => {
    cli.file('wrong.yaml', {
      ...sampleInput,
      spec: { ...sampleInput.spec, replicas: 1000, siez: 'Large' },
    });
    const { code, err } = await provision('-f', 'wrong.yaml');
    expect(code).toBe(2);
    expect(err).toContain('spec.replicas = 1000');
    expect(err).toContain('spec.siez');
    expect(err).toContain('size');
  });

  it.each([
    [
      'a file that is not there',
      ['-f', 'nowhere.yaml'],
      2,
      'There is no file nowhere.yaml.',
    ],
    [
      'a cluster that is not there',
      ['-f', 'request.yaml', '--cluster', 'aks-neu'],
      2,
      'cluster = "aks-neu": is not a cluster of the configuration; use one of aks-weu',
    ],
    [
      'a namespace that is not there',
      ['-f', 'request.yaml', '-n', 'nowhere'],
      3,
      'Namespace nowhere does not exist in cluster aks-weu.',
    ],
    ['no file', [], 2, "required option '-f, --file <file>' not specified"],
    [
      'a duration that is none',
      ['-f', 'request.yaml', '--timeout', 'soon'],
      2,
      'Write a number and s, m or h',
    ],
  ])('%s: says so and what to do', async (_case, args, code, words) => {
    const outcome = await provision(...args);
    expect(outcome.code).toBe(code);
    expect(outcome.err).toContain(words);
    expect(outcome.out).toBe('');
    expect(fhirs()).toEqual([]);
  });

  it('a name that is taken: exit code 4', async () => {
    await provision('-f', 'request.yaml');
    const { code, err } = await provision(
      ...['-f', 'request.yaml', '--owner', 'group:default/other'],
    );
    expect(code).toBe(4);
    expect(err).toContain('The name cardio is taken in aks-weu/cardiology');
    expect(err).toContain('  Next: Choose another name.');
  });

  it('a server that cannot become ready: exit code 6 and what was left', async () => {
    cli.world.operator.verdict = [
      {
        type: 'Ready',
        status: 'False',
        reason: 'ImagePullFailed',
        message: 'The image cannot be pulled: manifest unknown.',
      },
    ];
    const { code, err, out } = await provision('-f', 'request.yaml');
    expect(code).toBe(6);
    expect(err).toMatch(
      /✖ cardio does not become ready: The image cannot be pulled: manifest unknown\.\n {2}Next: Choose a tag that exists/,
    );
    expect(err).toContain('  - Fhir cardio in aks-weu/cardiology\n');
    expect(err).toContain('  Running it again goes on from there.');
    expect(out).toBe('');
  });

  it('Ctrl-C: exit code 130, what was left, and that running it again goes on', async () => {
    await cli.world.stop();
    const { put } = cli.world.identities;
    cli.world.identities.put = async (...args) => {
      const made = await put.apply(cli.world.identities, args);
      cli.abort.abort();
      return made;
    };
    const { code, err } = await provision('-f', 'request.yaml');
    expect(code).toBe(130);
    expect(err).toContain('✖ Stopped on request.');
    expect(err).toContain('Run it again: it goes on from what is there.');
    expect(err).toContain(
      '  - Identity id-cardiology-cardio in rg-fhir (westeurope)',
    );
  });

  it('a kubeconfig that leads elsewhere: says so, and how to call the cluster', async () => {
    delete cli.variables.FHIRCTL_CONFIG;
    const { code, err } = await provision('-f', 'request.yaml');
    expect(code).toBe(2);
    expect(err).toContain(
      'The request is for cluster aks-weu, and the kubeconfig leads to aks-west-admin.',
    );
    const args = ['-f', 'request.yaml', '--cluster', 'aks-weu', '--dry-run'];
    expect((await provision(...args)).err).toContain(
      'Cluster aks-weu has no Azure settings',
    );
  });

  it('several clusters and none named: says which there are', async () => {
    await cli.close();
    cli = new CliWorld(['aks-weu', 'aks-neu']);
    const { cluster: _left, ...rest } = sampleInput;
    cli.file('request.yaml', rest);
    const { code, err } = await provision('-f', 'request.yaml');
    expect(code).toBe(2);
    expect(err).toContain('Give --cluster: one of aks-weu, aks-neu.');
  });
});
