import {
  knownImages,
  pullImage,
  ManualClock,
} from '@fhir-on-aks/sandbox-kubernetes';
import { Databases } from '@fhir-on-aks/sandbox-fhir-server';
import { createRuntime } from './createRuntime';

const connection =
  'Server=sql.example.org;Initial Catalog=sample;User Id=a;Password=b';
const args = [
  'apply',
  '-cs',
  '$(SCHEMA_CONNECTION_STRING)',
  '--latest',
  '--force',
];

async function run(
  change: {
    args?: string[];
    env?: Record<string, string>;
    refusal?: string;
  } = {},
) {
  const clock = new ManualClock();
  const databases = new Databases(clock);
  const image = pullImage(
    knownImages,
    'fhir.azurecr.io/fhir-schema-manager:5.0.30',
  );
  if ('refused' in image) throw new Error(image.refused);
  const lines: string[] = [];
  let exitCode: number | undefined;
  createRuntime({
    clock,
    databases,
    fetchJson: async () => ({}),
    times: { boot: 100, schemaCreation: 100, storageInitialization: 0 },
    connect: async () => change.refusal,
    fault: () => undefined,
  }).start({
    image,
    namespace: 'fhir',
    pod: 'schema-1',
    podUid: 'u',
    container: 'schema',
    args: change.args ?? args,
    labels: {},
    serviceAccount: 'default',
    env: change.env ?? { SCHEMA_CONNECTION_STRING: connection },
    files: {},
    resumed: false,
    log: line => lines.push(line),
    onExit: code => {
      exitCode = code;
    },
    onChange: () => {},
  });
  for (let step = 0; step < 5; step++) {
    clock.advance(100);
    await new Promise(resolve => {
      setImmediate(resolve);
    });
  }
  const { schemaVersion } = databases.get('sql.example.org', 'sample').database
    .store;
  return { exitCode, schemaVersion, log: lines.join('\n') };
}

it('upgrades the schema to the newest, and ends', async () => {
  expect(await run()).toMatchObject({
    exitCode: 0,
    schemaVersion: 116,
    log: expect.stringContaining('Schema migrated to version 116.'),
  });
});

it.each([
  [
    'the database refuses',
    { refusal: 'Login failed' },
    'Unable to connect: Login failed',
  ],
  [
    'there is no connection string',
    { env: {} },
    'Usage: apply --connection-string',
  ],
  [
    'it is called otherwise',
    { args: ['--help'] },
    'Usage: apply --connection-string',
  ],
])('ends with 1 when %s', async (_case, change, words) => {
  expect(await run(change)).toMatchObject({
    exitCode: 1,
    schemaVersion: 0,
    log: expect.stringContaining(words),
  });
});
