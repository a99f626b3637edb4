import { isDeadSetting, isKnownSetting } from '@fhir-on-aks/plugin-fhir-common';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../../..');
const images = path.join(root, 'deploy/images');
const read = (file: string) => fs.readFileSync(path.join(images, file), 'utf8');

/** `ENV` of a Dockerfile as pairs. */
function environmentOf(dockerfile: string): Array<[string, string]> {
  const block = /^ENV ((?:.*\\\n)*.*)$/m.exec(dockerfile)?.[1] ?? '';
  return block
    .split('\\\n')
    .map(line => line.trim().split('='))
    .map(([key = '', value = '']) => [key, value]);
}

/** Keys that .NET itself reads, not the server. */
const ofDotnet = /^(ASPNETCORE|DOTNET)_|^Logging:/;

describe.each(['fhir-server', 'operator', 'portal'])('image %s', image => {
  const dockerfile = read(`${image}/Dockerfile`);

  it('runs as a user that is a number and not root', () => {
    const users = [...dockerfile.matchAll(/^USER (.+)$/gm)];
    expect(users.at(-1)?.[1]).toBe('65532:65532');
  });

  it('begins from an argument, so that the pipeline can pin a digest', () => {
    const bases = [...dockerfile.matchAll(/^FROM (?:--\S+ )?(\S+)/gm)];
    for (const [, base] of bases) {
      expect(base).toMatch(/^\$\{(NODE_IMAGE|BASE)\}$/);
    }
    expect(dockerfile).not.toMatch(/:latest/);
  });

  it('copies only what is there', () => {
    const context = image === 'fhir-server' ? path.join(images, image) : root;
    const copies = [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gm)]
      .flatMap(([, line = '']) => line.split(' ').slice(0, -1))
      .filter(source => !source.startsWith('--'));
    const missing = copies.filter(
      source => !fs.existsSync(path.join(context, source)),
    );
    expect(missing).toEqual([]);
  });
});

describe('the settings of the FHIR server image', () => {
  const settings = environmentOf(read('fhir-server/Dockerfile')).map(
    ([name, value]) => ({ key: name.replaceAll('__', ':'), value }),
  );

  it('are keys that the server reads', () => {
    const ofServer = settings.filter(({ key }) => !ofDotnet.test(key));
    expect(ofServer.length).toBeGreaterThan(10);
    const wrong = ofServer.filter(
      ({ key }) => !isKnownSetting(key) || isDeadSetting(key),
    );
    expect(wrong).toEqual([]);
  });

  it('leave the server closed and quiet until somebody says otherwise', () => {
    expect(settings).toEqual(
      expect.arrayContaining([
        { key: 'DataStore', value: 'SqlServer' },
        { key: 'FhirServer:Security:Enabled', value: 'true' },
        { key: 'FhirServer:Security:Authorization:Enabled', value: 'true' },
        { key: 'FhirServer:Operations:Export:Enabled', value: 'false' },
        { key: 'FhirServer:Operations:Import:Enabled', value: 'false' },
        { key: 'Telemetry:Provider', value: 'None' },
      ]),
    );
  });
});

describe('the roles of the FHIR server image', () => {
  const { roles }: { roles: Array<Record<string, unknown>> } = JSON.parse(
    read('fhir-server/roles.json'),
  );
  // roles.schema.json of microsoft/fhir-server; a file that breaks it keeps every pod from starting.
  const actions = new Set(
    '* read write delete hardDelete export resourceValidate reindex convertData import editProfileDefinitions smart searchParameter bulkOperator search readById create update'.split(
      ' ',
    ),
  );

  it.each(roles.map(role => [role.name, role]))(
    '%s is as the server takes it',
    (name, role) => {
      expect(Object.keys(role).sort()).toEqual([
        'dataActions',
        'name',
        'notDataActions',
        'scopes',
      ]);
      expect(name).toMatch(/^[a-zA-Z-_]+$/);
      expect(role.scopes).toEqual(['/']);
      const named = [role.dataActions, role.notDataActions].flat();
      expect(named.filter(action => !actions.has(String(action)))).toEqual([]);
    },
  );

  it('have names of their own', () => {
    const names = roles.map(({ name }) => String(name).toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });
});
