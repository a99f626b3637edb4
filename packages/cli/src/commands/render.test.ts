import fs from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { CliWorld } from '../__testUtils__/CliWorld';

const examples = path.resolve(__dirname, '../../../../examples');
let cli: CliWorld;

beforeEach(() => {
  cli = new CliWorld();
});

afterEach(() => cli.close());

const render = (...args: string[]) =>
  cli.run('render', '-f', 'request.yaml', ...args);

const documents = (text: string) =>
  parseAllDocuments(text).map(one => one.toJS());

describe('fhirctl render', () => {
  it('prints what the operator would make, as YAML', async () => {
    const { code, out, err } = await render();
    expect(code).toBe(0);
    const kinds = parseAllDocuments(out).map(one => one.toJS().kind);
    expect(kinds).toEqual([
      'ServiceAccount',
      'ConfigMap',
      'Deployment',
      'Service',
      'Ingress',
    ]);
    expect(err).toBe('Ids that Azure has yet to give out are zeros.\n');
  });

  it('asks no cluster, and needs neither configuration nor kubeconfig', async () => {
    delete cli.variables.FHIRCTL_CONFIG;
    cli.environment().contextName = () => {
      throw new Error('no kubeconfig');
    };
    cli.world.cluster.calls.length = 0;
    expect((await render()).code).toBe(0);
    expect(cli.world.cluster.calls).toEqual([]);
  });

  it('renders what is for a cluster that the configuration does not have', async () => {
    const { code, out } = await render('--set', 'size=Large', '--name', 'x');
    expect(code).toBe(0);
    cli.file('fhirctl.yaml', { clusters: [{ name: 'other' }] });
    expect((await render('--set', 'size=Large', '--name', 'x')).out).toBe(out);
  });

  it.each(fs.readdirSync(examples).filter(name => name.endsWith('.yaml')))(
    'prints of examples/%s what is checked in beside it',
    async name => {
      const fleet = path.join(examples, 'fleet');
      const { code, out } = await cli.run(
        ...['render', '-f', path.join(examples, name)],
        ...['--config', path.join(fleet, 'fhirctl.yaml')],
        ...['--operator-config', path.join(fleet, 'operator.yaml')],
      );
      expect(code).toBe(0);
      const rendered = path.join(examples, 'rendered', name);
      const [, ...objects] = documents(fs.readFileSync(rendered, 'utf8'));
      expect(documents(out)).toEqual(objects);
    },
  );

  it.each([
    [
      'an identity that is given',
      'identity.clientId=22222222-2222-4222-8222-222222222222',
    ],
    ['no identity', 'identity.type=None'],
  ])('says nothing of zeros with %s', async (_case, set) => {
    const { err } = await render(
      ...['--set', set, '--set', 'database.authentication=Secret'],
      ...['--set', 'database.connectionStringSecret={"name":"sql","key":"k"}'],
    );
    expect(err).toBe('');
  });

  it('prints a list for a program, a table for a glance', async () => {
    const json = await render('-o', 'json');
    expect(JSON.parse(json.out)).toMatchObject({ kind: 'List' });
    const table = await render('-o', 'table', '--set', 'exposure.type=None');
    expect(table.out.split('\n')[1]).toBe('ServiceAccount   cardio');
    expect(table.out).not.toContain('Ingress');
  });

  it('takes the settings of the operator from its file, whatever else is in it', async () => {
    cli.file('operator.yaml', 'workers: 4\ningressClass: nginx\n');
    const { out } = await render('--operator-config', 'operator.yaml');
    expect(out).toContain('ingressClassName: nginx');
  });

  it('names a setting of the operator that is not right', async () => {
    cli.file('operator.yaml', 'defaultReplicas: 0\n');
    const { code, err } = await render('--operator-config', 'operator.yaml');
    expect(code).toBe(2);
    expect(err).toContain('defaultReplicas = 0');
  });
});
