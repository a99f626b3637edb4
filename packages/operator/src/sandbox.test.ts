import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { connectCluster, type ClusterConnection } from '@fhir-on-aks/kube';
import {
  ANNOTATIONS,
  FHIR_RESOURCE,
  health,
  parseFhir,
  type FhirSpecInput,
  type Health,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  startSandbox,
  writeSandboxFiles,
  type Sandbox,
} from '@fhir-on-aks/sandbox';
import { parse } from 'yaml';
import { readOperatorConfig } from './config/readOperatorConfig';
import { Log } from './Log';
import { OperatorMetrics } from './process/OperatorMetrics';
import { httpServerAsker } from './server/askServer';
import { startOperator, type Operator } from './startOperator';

jest.setTimeout(60_000);

const ref = { namespace: 'fhir', name: 'sample' };
const spec: FhirSpecInput = {
  fhirVersion: 'R4',
  replicas: 2,
  identity: { type: 'None' },
  database: {
    server: 'sql-sandbox.database.windows.net',
    name: 'sample',
    authentication: 'Secret',
    connectionStringSecret: { name: 'sql', key: 'connectionString' },
  },
  security: { mode: 'Disabled' },
  exposure: { type: 'Ingress', host: 'sample.fhir.localhost' },
};

const definition = parse(
  fs.readFileSync(
    path.join(__dirname, '../../../deploy/crd/fhirs.yaml'),
    'utf8',
  ),
);

/** The operator as it runs, against the Kubernetes API of the sandbox over HTTPS, with pods that serve FHIR. */
describe('the operator on the sandbox', () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'operator-'));
  const metrics = new OperatorMetrics();
  const requests: string[] = [];
  const asker = httpServerAsker();
  let sandbox: Sandbox;
  let cluster: ClusterConnection;
  let operator: Operator;

  beforeAll(async () => {
    sandbox = await startSandbox({
      ports: { ingress: 0, kubernetes: 0, azure: 0 },
      token: 'test',
      definitions: [definition],
      pace: { imagePull: 20, pullFailed: 20, restart: 20, crash: 20, stop: 30 },
      times: { boot: 10, schemaCreation: 20, storageInitialization: 10 },
    });
    writeSandboxFiles(directory, sandbox);
    sandbox.store.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { namespace: 'fhir', name: 'sql' },
      stringData: {
        connectionString:
          'Server=tcp:sql-sandbox.database.windows.net,1433;Initial Catalog=sample;User Id=fhir;Password=secret',
      },
    });
    cluster = connectCluster({
      kubeconfigPath: path.join(directory, 'kubeconfig'),
      onRequest: ({ method, code }) => requests.push(`${method} ${code}`),
    });
    operator = await startOperator({
      cluster,
      config: readOperatorConfig(configOf(sandbox), {}),
      ask: asker.ask,
      log: new Log({ level: 'error' }),
      metrics,
    });
  });

  afterAll(async () => {
    await operator.stop();
    await Promise.all([asker.close(), cluster.close()]);
    await sandbox.close();
    fs.rmSync(directory, { recursive: true, force: true });
  });

  const healthNow = (): Health | undefined => {
    const stored = sandbox.store.get('Fhir', ref.namespace, ref.name);
    return stored && health(parseFhir(stored));
  };
  const children = () =>
    [
      'Deployment',
      'ReplicaSet',
      'Pod',
      'Service',
      'EndpointSlice',
      'Ingress',
      'ConfigMap',
      'PodDisruptionBudget',
    ].flatMap(kind =>
      sandbox.store.list(kind, {
        namespace: ref.namespace,
        labelSelector: 'app.kubernetes.io/instance=sample',
      }),
    );
  const until = (what: string, holds: () => boolean) =>
    waitUntil(sandbox, what, holds, () => JSON.stringify(healthNow()));
  const apply = (change: Partial<FhirSpecInput> = {}) =>
    sandbox.store.apply(
      {
        apiVersion: 'fhir-on-aks.io/v1alpha1',
        kind: 'Fhir',
        metadata: ref,
        spec: { ...spec, ...change },
      },
      { fieldManager: 'fhir-provision' },
    );

  it('makes a server that answers, and says what runs', async () => {
    apply();
    await until('it is ready', () => healthNow()?.word === 'Ready');
    const stored = sandbox.store.get('Fhir', ref.namespace, ref.name);
    expect(parseFhir(stored).status).toMatchObject({
      readyReplicas: 2,
      server: { softwareVersion: '5.0.30', fhirVersion: '4.0.1' },
    });
  });

  it('then writes nothing more, whenever it looks', async () => {
    await settled(requests);
    const writes = () => requests.filter(each => /^(PATCH|POST)/.test(each));
    const before = writes().length;
    sandbox.store.patch('Fhir', ref.namespace, ref.name, {
      metadata: { annotations: { [ANNOTATIONS.reconcileRequestedAt]: 'now' } },
    });
    await settled(requests);
    expect(writes()).toHaveLength(before);
  });

  it('rolls out an update, and reads the version again', async () => {
    apply({ image: { tag: '5.0.29' } });
    const version = () =>
      parseFhir(sandbox.store.get('Fhir', ref.namespace, ref.name)).status
        ?.server?.softwareVersion;
    await until('the new version is read', () => version() === '5.0.29');
    await until('it is ready', () => healthNow()?.word === 'Ready');
    expect(healthNow()?.sentence).toBe('All 2 replicas serve FHIR R4.');
  });

  it('names an image that cannot be pulled while the old pods serve, and recovers', async () => {
    apply({ image: { tag: '9.9.99' } });
    await until(
      'the image is named',
      () => healthNow()?.reason === 'ImagePullFailed',
    );
    expect(healthNow()?.sentence).toMatch(/still serve/);
    apply();
    await until('it is ready again', () => healthNow()?.word === 'Ready');
  });

  it('repairs what somebody deletes', async () => {
    const before = sandbox.store.get('Service', ref.namespace, ref.name);
    sandbox.store.remove('Service', ref.namespace, ref.name);
    await until('the Service is there again', () => {
      const now = sandbox.store.get('Service', ref.namespace, ref.name);
      return !!now && now.metadata.uid !== before?.metadata.uid;
    });
    await until('it is ready', () => healthNow()?.word === 'Ready');
    expect(healthNow()?.sentence).toBe('All 2 replicas serve FHIR R4.');
  });

  it('leaves nothing when the Fhir is deleted in the foreground', async () => {
    sandbox.store.remove(FHIR_RESOURCE.kind, ref.namespace, ref.name, {
      propagationPolicy: 'Foreground',
    });
    await until(
      'everything is gone',
      () => !healthNow() && children().length === 0,
    );
    expect(healthNow()).toBeUndefined();
  });

  it('never met a refusal of a right, a value or the server; only its lease was not there at first', () => {
    // 409: somebody changed the Fhir in the same moment, and the status is written anew.
    const refused = requests.filter(
      each => / (4\d\d|5\d\d)$/.test(each) && !each.endsWith(' 409'),
    );
    expect(refused).toEqual(['GET 404']);
  });
});

function configOf({ urls }: Sandbox): string {
  const { port } = new URL(urls.ingress);
  return `
listen: { host: 127.0.0.1, port: 0 }
leaderElection: { namespace: fhir }
publicUrlPattern: 'http://{host}:${port}'
probe: { mode: publicUrl, connectTo: '127.0.0.1:${port}' }
`;
}

/** Resolves when no request was made for a moment. */
async function settled(requests: readonly string[]): Promise<void> {
  let seen = -1;
  while (seen !== requests.length) {
    seen = requests.length;
    await new Promise(resolve => setTimeout(resolve, 700));
  }
}

function waitUntil(
  { store }: Sandbox,
  what: string,
  holds: () => boolean,
  describeNow: () => string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let end = () => {};
    const limit = setTimeout(() => {
      end();
      reject(new Error(`waited in vain until ${what}: ${describeNow()}`));
    }, 30_000);
    const check = () => {
      if (!holds()) return;
      clearTimeout(limit);
      end();
      resolve();
    };
    end = store.watch('*', check);
    check();
  });
}
