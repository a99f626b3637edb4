import { fhirSpecSchema } from '@fhir-on-aks/plugin-fhir-common';
import { CliWorld } from '../__testUtils__/CliWorld';

let cli: CliWorld;

beforeAll(() => {
  cli = new CliWorld();
});

afterAll(() => cli.close());

const explain = (...args: string[]) => cli.run('explain', ...args);

describe('fhirctl explain', () => {
  it('lists all fields with type, description, default and bounds', async () => {
    const { code, out } = await explain();
    expect(code).toBe(0);
    expect(out).toContain('  fhirVersion  <Stu3 | R4 | R4B | R5>  required\n');
    expect(out).toContain(
      '  size  <Small | Medium | Large>\n    CPU and memory of a pod. Default: Small.\n',
    );
    expect(out).toContain(
      '  replicas  <integer>\n    Pods; 0 puts the server to sleep. Value: 0 to 100.\n',
    );
    for (const field of Object.keys(fhirSpecSchema.properties ?? {})) {
      expect(out).toContain(`\n  ${field}  <`);
    }
  });

  it('explains one field with its pattern and rules', async () => {
    const { out } = await explain('spec.database.name');
    expect(out).toBe(
      [
        'Fhir, fhir-on-aks.io/v1alpha1',
        '',
        'spec.database.name  <string>',
        '  Name of the database on that server. Cannot be changed later.',
        '  Length: 1 to 128.',
        '  Example: fhir-cardio',
        '  Pattern: ^[A-Za-z0-9_][-A-Za-z0-9_]*$',
        '  Rule: database.name cannot be changed: make a new Fhir and move the data.',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['database', 'spec.database  <object>'],
    ['.spec.database', 'spec.database  <object>'],
    ['fhir.spec.database', 'spec.database  <object>'],
    ['authorization.roles', 'spec.authorization.roles  <list of object>'],
    ['authorization.roles.name', 'spec.authorization.roles.name  <string>'],
    ['authorization.roles[].name', 'spec.authorization.roles.name  <string>'],
    ['settings', 'spec.settings  <map of string>'],
  ])('understands %s', async (path, line) => {
    expect((await explain(path)).out).toContain(line);
  });

  it('goes all the way down with --recursive', async () => {
    const { out } = await explain('exposure', '--recursive');
    expect(out).toContain('\n  tls  <object>\n');
    expect(out).toContain('\n    clusterIssuer  <string>\n');
    expect((await explain('exposure')).out).not.toContain('clusterIssuer');
  });

  it('gives the JSON Schema to programs', async () => {
    const { out } = await explain('replicas', '-o', 'json');
    expect(JSON.parse(out)).toMatchObject({ type: 'integer', maximum: 100 });
  });

  it('names the fields that there are when one is not', async () => {
    const { code, err } = await explain('database.sever');
    expect(code).toBe(2);
    expect(err).toContain('spec.database has no field sever.');
    expect(err).toContain('It has server, name, authentication');
    expect((await explain('replicas.x')).err).toContain(
      'spec.replicas has no fields.',
    );
  });
});
