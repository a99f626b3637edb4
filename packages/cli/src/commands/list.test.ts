import { KubernetesApiError } from '@fhir-on-aks/kube';
import { sampleInput } from '@fhir-on-aks/provision/testing';
import { CliWorld } from '../__testUtils__/CliWorld';

let cli: CliWorld;

beforeEach(async () => {
  cli = new CliWorld(['aks-weu', 'aks-neu']);
  await cli.run('provision', '-f', 'request.yaml');
});

afterEach(() => cli.close());

describe('fhirctl list', () => {
  it('lists the servers of all clusters in aligned columns', async () => {
    await cli.run('provision', '-f', 'request.yaml', '--cluster', 'aks-neu');
    const { code, out } = await cli.run('list');
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(
        /^SERVER {22,}HEALTH {4}FHIR {3}REPLICAS {3}OWNER {20,}URL {26}AGE$/,
      ),
      expect.stringMatching(
        /^aks-neu\/cardiology\/cardio {3}✔ Ready {3}R4 {5}0\/1 {8}group:default\/cardiology {3}https:\/\/cardio.example.org {3}\d+ h$/,
      ),
      expect.stringMatching(/^aks-weu\/cardiology\/cardio {3}✔ Ready/),
      '',
    ]);
  });

  it.each([
    ['a cluster', ['--cluster', 'aks-neu']],
    ['a namespace', ['-n', 'radiology']],
  ])('narrows to %s, and says when there are none', async (_case, args) => {
    const { code, out, err } = await cli.run('list', ...args);
    expect([code, out, err]).toEqual([0, '', 'There are no FHIR servers.\n']);
  });

  it('answers in JSON as the portal does', async () => {
    const { out } = await cli.run('list', '-o', 'json');
    expect(JSON.parse(out)).toEqual({
      clusters: ['aks-weu', 'aks-neu'].map(name => ({
        name,
        title: name,
        state: 'connected',
      })),
      instances: [
        expect.objectContaining({
          id: 'aks-weu/cardiology/cardio',
          owner: sampleInput.owner,
          title: 'Cardiology',
          fhirVersion: 'R4',
          health: expect.objectContaining({ word: 'Ready' }),
        }),
      ],
    });
  });

  it('lists the others when a cluster does not answer, and tells it', async () => {
    cli.unreadable.add('aks-neu');
    const { code, out, err } = await cli.run('list');
    expect(code).toBe(5);
    expect(out).toContain('aks-weu/cardiology/cardio');
    expect(err).toBe(
      '! Cluster aks-neu did not answer: Cluster aks-neu cannot be used: cannot read the kubeconfig of aks-neu\n',
    );
  });

  it('does not say that there are none when nobody answered', async () => {
    cli.unreadable.add('aks-weu').add('aks-neu');
    for (const command of ['list', 'status']) {
      const { code, out, err } = await cli.run(command);
      expect([code, out]).toEqual([5, '']);
      expect(err).not.toContain('There are no FHIR servers.');
    }
  });

  it('lists the namespaces of the configuration where not all may be seen', async () => {
    cli.world.cluster.fail(
      { verb: 'list', kind: 'Fhir' },
      new KubernetesApiError('forbidden (403 Forbidden)', { code: 403 }),
    );
    const { code, out } = await cli.run('list', '--cluster', 'aks-weu');
    expect(code).toBe(0);
    expect(out).toContain('aks-weu/cardiology/cardio');
  });

  it('says how to install what a cluster does not know', async () => {
    await cli.clusters['aks-neu']?.stop();
    cli.clusters['aks-neu']?.cluster.withoutApi('fhir-on-aks.io/v1alpha1');
    const { code, err } = await cli.run('list');
    expect(code).toBe(5);
    expect(err).toContain('Cluster aks-neu does not know the Fhir resource.');
  });

  it('shows a server whose spec is not valid any more', async () => {
    cli.world.cluster.seed({
      ...cli.world.fhir(),
      spec: { fhirVersion: 'R4', size: 'Gigantic' },
    });
    const { out } = await cli.run('list');
    expect(out).toContain('aks-weu/cardiology/cardio');
  });
});
