import type { FhirSpecInput } from '@fhir-on-aks/plugin-fhir-common';
import { applyFhir, namespace, untilHealth } from './fhirs';
import { apply } from './kubectl';
import { prepareNode } from './prepareNode';

/** What goes wrong on a real node is told in the words of the product: scheduler, kubelet and containerd say it here. */

const signIn = 'User Id=fhir;Password=secret';
const server = 'Server=tcp:sql.database.windows.net,1433';

const databaseOf = (secret: string): FhirSpecInput['database'] => ({
  server: 'sql.database.windows.net',
  name: 'cardio',
  authentication: 'Secret',
  connectionStringSecret: { name: secret, key: 'connection' },
});

const secretWith = (name: string, connection: string) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace },
  stringData: { connection },
});

beforeAll(async () => {
  await prepareNode();
  await apply(secretWith('half', `${server};${signIn}`));
  for (const [name, change] of Object.entries({
    hungry: { resources: { cpuRequest: '64', cpuLimit: '64' } },
    misled: { database: databaseOf('half') },
    secretless: { database: databaseOf('none') },
    foreign: { image: { repository: 'registry.example.org/not/ours' } },
  })) {
    await applyFhir(name, { replicas: 1, ...change });
  }
});

describe('a FHIR server that cannot start', () => {
  it('says that no node has room for it', async () => {
    const told = await untilHealth('hungry', 'Failed', 'Unschedulable');
    expect(told.sentence).toMatch(
      /^No node has room for hungry-\S+: not enough cpu\.$/,
    );
  });

  it('says what its process said at its end', async () => {
    const told = await untilHealth('misled', 'Failed', 'CrashLoop');
    expect(told.sentence).toContain(
      'SqlServer:ConnectionString must name a server and a database',
    );
  });

  it('says which Secret is missing, and starts when it comes', async () => {
    const told = await untilHealth('secretless', 'Failed', 'ConfigInvalid');
    expect(told.sentence).toBe(
      'A pod cannot start with its configuration: secret "none" not found.',
    );
    await apply(
      secretWith('none', `${server};Initial Catalog=cardio;${signIn}`),
    );
    await untilHealth('secretless', 'Ready');
  });

  it('says that the registry does not have its image', async () => {
    const told = await untilHealth('foreign', 'Failed', 'ImagePullFailed');
    expect(told.sentence).toBe(
      'The image cannot be pulled: the registry answered "not found" for tag 5.0.30.',
    );
  });
});
