import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  connectCluster,
  resourceTypes,
  type ClusterConnection,
  type KubernetesObject,
} from '@fhir-on-aks/kube';
import {
  ANNOTATIONS,
  condition,
  health,
  parseFhir,
  type FhirSpecInput,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  leaseRules,
  Log,
  OperatorMetrics,
  operatorRules,
  readOperatorConfig,
  startOperator,
  type Operator,
} from '@fhir-on-aks/operator';
import { controlPlane, describeOnOwnControlPlane } from './controlPlane';
import { applyObjects, kubectl } from './kubectl';

/** The operator on a real API server, with exactly the rights of its chart; pods are played, servers say Healthy. */

jest.setTimeout(120_000);

const system = 'operator-test-system';
const namespace = 'operator-test';
const manager = 'fhir-operator';
const definition = path.resolve(__dirname, '../../deploy/crd/fhirs.yaml');

const spec: FhirSpecInput = {
  fhirVersion: 'R4',
  replicas: 2,
  identity: {
    type: 'WorkloadIdentity',
    clientId: '11111111-2222-3333-4444-555555555555',
  },
  database: {
    server: 'sql.database.windows.net',
    name: 'cardio',
    authentication: 'WorkloadIdentity',
  },
  security: { mode: 'Disabled' },
  authorization: {
    mode: 'Enabled',
    roles: [{ name: 'reader', dataActions: ['read'] }],
  },
  networkPolicy: { mode: 'Enabled' },
  exposure: { type: 'Ingress', host: 'cardio.example.org' },
};

const fhirNamed = (
  name: string,
  change: Partial<FhirSpecInput> = {},
  place = namespace,
) => ({
  apiVersion: 'fhir-on-aks.io/v1alpha1',
  kind: 'Fhir',
  metadata: { name, namespace: place },
  spec: {
    ...spec,
    exposure: { type: 'Ingress' as const, host: `${name}.example.org` },
    ...change,
  },
});

const requests: string[] = [];
let cluster: ClusterConnection;
let admin: ClusterConnection;
let operator: Operator;
let directory: string;

beforeAll(async () => {
  kubectl(['apply', '--server-side', '--force-conflicts', '-f', definition]);
  kubectl(['wait', '--for=condition=Established', '-f', definition]);
  kubectl(['create', 'namespace', system]);
  kubectl(['create', 'namespace', namespace]);
  directory = mkdtempSync(path.join(tmpdir(), 'operator-'));
  admin = connectCluster();
  cluster = connectCluster({
    kubeconfigPath: kubeconfigOfOperator(),
    onRequest: ({ method, code }) => requests.push(`${method} ${code}`),
  });
  operator = await start();
});

afterAll(async () => {
  await operator.stop();
  await cluster.close();
  await admin.close();
  rmSync(directory, { recursive: true, force: true });
  kubectl(['delete', 'namespace', namespace, system, '--wait=false']);
});

/** A service account with the rules of the chart, and nothing else. */
function kubeconfigOfOperator(): string {
  const role = (kind: string, rules: object, place: object) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { name: manager, ...place },
    rules,
  });
  const binding = (kind: string, place: object) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: `${kind}Binding`,
    metadata: { name: manager, ...place },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: manager },
    subjects: [{ kind: 'ServiceAccount', name: manager, namespace: system }],
  });
  const here = { namespace: system };
  applyObjects(
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: manager, ...here },
    },
    role('ClusterRole', operatorRules, {}),
    binding('ClusterRole', {}),
    role('Role', leaseRules, here),
    binding('Role', here),
  );
  const token = kubectl(['create', 'token', manager, '-n', system]).trim();
  const view = JSON.parse(
    kubectl(['config', 'view', '--raw', '--minify', '--flatten', '-o', 'json']),
  );
  const file = path.join(directory, 'kubeconfig');
  const [context] = view.contexts;
  writeFileSync(
    file,
    JSON.stringify({
      ...view,
      users: [{ name: context.context.user, user: { token } }],
    }),
  );
  return file;
}

function start(): Promise<Operator> {
  const config = `
listen: { host: 127.0.0.1, port: 0 }
leaderElection: { namespace: ${system} }
`;
  return startOperator({
    cluster,
    config: readOperatorConfig(config, {}),
    ask: async () => ({
      health: 'Healthy',
      softwareVersion: '5.0.30',
      fhirVersion: '4.0.1',
    }),
    log: new Log({ level: 'error' }),
    metrics: new OperatorMetrics(),
    apisEveryMs: 500,
  });
}

async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
): Promise<T> {
  const end = Date.now() + 60_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

async function get(kind: keyof typeof resourceTypes | 'Fhir', name: string) {
  const type =
    kind === 'Fhir'
      ? {
          group: 'fhir-on-aks.io',
          version: 'v1alpha1',
          kind,
          plural: 'fhirs',
          namespaced: true,
        }
      : resourceTypes[kind];
  return admin.get<KubernetesObject>(type, { namespace, name });
}

async function fhir(name: string) {
  const stored = await get('Fhir', name);
  return stored && parseFhir(stored);
}

/** Plays the ingress controller, then waits for the word. */
async function untilReady(name: string): Promise<void> {
  await until(`${name} is ready`, async () => {
    const ingress = await get('Ingress', name);
    if (ingress && !Object(ingress.status).loadBalancer?.ingress) {
      await admin.patch(
        resourceTypes.Ingress,
        { namespace, name },
        { status: { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } } },
        { subresource: 'status' },
      );
    }
    const current = await fhir(name);
    return (
      current &&
      current.status?.observedGeneration === current.metadata.generation &&
      health(current).word === 'Ready'
    );
  });
}

const writes = () => requests.filter(each => /^(PATCH|POST|DELETE)/.test(each));
const refused = () => requests.filter(each => / (403|422|400)$/.test(each));

async function settled(): Promise<void> {
  let seen = -1;
  while (seen !== writes().length) {
    seen = writes().length;
    await new Promise(resolve => setTimeout(resolve, 2_000));
  }
}

const poke = (name: string) =>
  kubectl([
    ...['annotate', 'fhir', name, '-n', namespace, '--overwrite'],
    `${ANNOTATIONS.reconcileRequestedAt}=${Date.now()}`,
  ]);

const childrenOf = (name: string) =>
  kubectl([
    ...['get', '-n', namespace, '-o', 'name'],
    ...['-l', `app.kubernetes.io/instance=${name}`],
    'deploy,rs,pods,svc,ing,cm,sa,pdb,netpol,hpa,endpointslices,jobs',
  ])
    .trim()
    .split('\n')
    .filter(Boolean);

describe('the operator on a real API server', () => {
  it('makes a server with everything around it, Ready', async () => {
    applyObjects(fhirNamed('cardio'));
    await untilReady('cardio');
    for (const kind of [
      'Deployment',
      'Service',
      'Ingress',
      'ConfigMap',
      'ServiceAccount',
      'PodDisruptionBudget',
      'NetworkPolicy',
    ] as const) {
      expect(await get(kind, 'cardio')).toBeDefined();
    }
    expect(await get('ConfigMap', 'cardio-roles')).toBeDefined();
  });

  it('writes nothing more: not when it looks again, not after a restart', async () => {
    await settled();
    const before = writes().length;
    poke('cardio');
    await settled();
    expect(writes()).toHaveLength(before);
    await operator.stop();
    operator = await start();
    await settled();
    const sinceRestart = writes().slice(before);
    // The lease: given back, and taken again.
    expect(sinceRestart.filter(each => !each.startsWith('PUT'))).toEqual([]);
  });

  it('repairs drift and names who made it', async () => {
    kubectl(['scale', 'deploy/cardio', '-n', namespace, '--replicas=5']);
    await until('the replicas are as wanted', async () => {
      const deployment = await get('Deployment', 'cardio');
      return Object(deployment?.spec).replicas === 2;
    });
    kubectl(['delete', 'service', 'cardio', '-n', namespace]);
    await until('the Service is back', () => get('Service', 'cardio'));
    await until('both are told', async () => {
      const told = kubectl([
        ...['get', 'events', '-n', namespace],
        ...['-o', 'jsonpath={.items[*].message}'],
      ]);
      return (
        told.includes('kubectl had changed .spec.replicas') &&
        told.includes('Service cardio had been deleted')
      );
    });
  });

  it('keeps the pods when an autoscaler takes over, and when it gives back', async () => {
    applyObjects(
      fhirNamed('scaled', { replicas: 3, networkPolicy: { mode: 'Disabled' } }),
    );
    await untilReady('scaled');
    const fewest: number[] = [];
    const note = async () => {
      const deployment = await get('Deployment', 'scaled');
      fewest.push(Object(deployment?.spec).replicas);
    };
    kubectl([
      ...['patch', 'fhir', 'scaled', '-n', namespace, '--type=merge', '-p'],
      JSON.stringify({
        spec: {
          replicas: null,
          autoscaling: {
            minReplicas: 2,
            maxReplicas: 5,
            targetCpuPercent: 70,
          },
        },
      }),
    ]);
    await until('the autoscaler is there', async () => {
      await note();
      return get('HorizontalPodAutoscaler', 'scaled');
    });
    await settled();
    await note();
    expect(Math.min(...fewest)).toBe(3);
  });

  it('leaves an object of somebody else alone, and says whose name is taken', async () => {
    applyObjects({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'taken', namespace, labels: { app: 'legacy' } },
    });
    await new Promise(resolve => setTimeout(resolve, 1_100));
    applyObjects(fhirNamed('taken'));
    await until('it is told', async () => {
      const ready = condition((await fhir('taken'))?.status, 'Ready');
      return ready?.reason === 'ApplyConflict';
    });
    kubectl(['delete', 'fhir', 'taken', '-n', namespace]);
    await new Promise(resolve => setTimeout(resolve, 3_000));
    expect(await get('ServiceAccount', 'taken')).toBeDefined();
  });

  it('uses an API as soon as its CRD is installed', async () => {
    applyObjects(
      fhirNamed('routed', {
        exposure: {
          type: 'HTTPRoute',
          host: 'routed.example.org',
          gateway: { name: 'shared', namespace: 'gateways' },
        },
      }),
    );
    await until('the missing API is named', async () => {
      const exposed = condition((await fhir('routed'))?.status, 'Exposed');
      return exposed?.reason === 'ApiNotServed';
    });
    applyObjects(anyDefinition('HTTPRoute', 'httproutes'));
    await until('the route is there', () =>
      get('HTTPRoute', 'routed').catch(() => undefined),
    );
    kubectl(['delete', 'crd', 'httproutes.gateway.networking.k8s.io']);
    await until('the missing API is named again', async () => {
      const exposed = condition((await fhir('routed'))?.status, 'Exposed');
      return exposed?.reason === 'ApiNotServed';
    });
  });

  it('rolls out an update', async () => {
    kubectl([
      ...['patch', 'fhir', 'cardio', '-n', namespace, '--type=merge', '-p'],
      JSON.stringify({ spec: { image: { tag: '5.0.31' } } }),
    ]);
    await untilReady('cardio');
    const deployment = await get('Deployment', 'cardio');
    expect(JSON.stringify(deployment?.spec)).toContain(':5.0.31');
  });

  it('met no refusal of a right or of a value', () => {
    expect(refused()).toEqual([]);
  });

  it('leaves nothing when a Fhir is deleted in the foreground', async () => {
    kubectl([
      ...['delete', 'fhir', 'cardio', '-n', namespace],
      ...['--cascade=foreground', '--timeout=90s'],
    ]);
    await until('all is gone', async () => childrenOf('cardio').length === 0);
  });

  it('lets a namespace with servers go at once, without a storm', async () => {
    const place = 'operator-test-going';
    kubectl(['create', 'namespace', place]);
    applyObjects(...['a', 'b', 'c'].map(name => fhirNamed(name, {}, place)));
    await until('the servers are made', async () =>
      kubectl(['get', 'deploy', '-n', place, '-o', 'name']).includes('/c'),
    );
    const before = writes().length;
    kubectl(['delete', 'namespace', place, '--timeout=90s']);
    await settled();
    expect(writes().length - before).toBeLessThan(60);
  });
});

describeOnOwnControlPlane('the operator while the API server is broken', () => {
  it.each([
    ['restarted', () => controlPlane('restart')],
    ['killed', () => controlPlane('kill')],
    [
      'killed after etcd forgot what was',
      () => {
        controlPlane('compact');
        controlPlane('kill');
      },
    ],
  ])('goes on when it is %s', async (what, harm) => {
    const name = `after-${what.split(' ').length}${what.length}`;
    harm();
    applyObjects(fhirNamed(name));
    await untilReady(name);
    kubectl(['delete', 'service', name, '-n', namespace]);
    await until('the Service is back', () => get('Service', name));
  });
});

function anyDefinition(kind: string, plural: string) {
  const group = 'gateway.networking.k8s.io';
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.${group}`,
      annotations: { 'api-approved.kubernetes.io': 'unapproved, for a test' },
    },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind, plural, singular: kind.toLowerCase() },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: {
            openAPIV3Schema: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
        },
      ],
    },
  };
}
