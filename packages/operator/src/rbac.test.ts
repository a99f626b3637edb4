import { resourceTypes, type ResourceType } from '@fhir-on-aks/kube';
import { FakeCluster, type FakeCall } from '@fhir-on-aks/kube/testing';
import { FHIR_RESOURCE, READINESS_GATE } from '@fhir-on-aks/plugin-fhir-common';
import { operatorRules, readinessGateRules, type PolicyRule } from './rbac';
import { NAMESPACE, podIdentitySpec } from './testing/fhirObjects';
import { OperatorBench } from './testing/OperatorBench';

const types: ResourceType[] = [FHIR_RESOURCE, ...Object.values(resourceTypes)];

/** Server-side apply needs patch, and create when there is nothing yet. */
const VERBS: Partial<Record<FakeCall['verb'], string[]>> = {
  apply: ['patch', 'create'],
  create: ['create'],
  replace: ['update'],
  patch: ['patch'],
  remove: ['delete'],
  get: ['get'],
  list: ['list'],
  watch: ['list', 'watch'],
};

/** What a call needs, as `verb group/resource`. */
function neededBy({ verb, kind, subresource }: FakeCall): string[] {
  const type = types.find(each => each.kind === kind);
  if (!type) return [];
  const onlyPatch = verb === 'apply' && subresource;
  const verbs = onlyPatch ? ['patch'] : (VERBS[verb] ?? []);
  const resource = subresource ? `${type.plural}/${subresource}` : type.plural;
  return verbs.map(each => `${each} ${type.group}/${resource}`);
}

function grantedBy(rules: readonly PolicyRule[]): string[] {
  return rules.flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap(group =>
      resources.flatMap(resource =>
        verbs.map(verb => `${verb} ${group}/${resource}`),
      ),
    ),
  );
}

const CONFIG = `
schemaManagerImage: { repository: acr.example.org/schema, tag: '1' }
features: { readinessGate: Enabled }
`;

const everything = {
  replicas: 2,
  networkPolicy: { mode: 'Enabled' as const },
  database: {
    server: 'sql-sandbox.database.windows.net',
    name: 'cardio',
    authentication: 'WorkloadIdentity' as const,
    schemaUpgrades: 'Job' as const,
  },
  authorization: {
    mode: 'Enabled' as const,
    roles: [{ name: 'reader', dataActions: ['read' as const] }],
  },
};

const otherwise = {
  ...podIdentitySpec,
  autoscaling: { minReplicas: 1, maxReplicas: 4, targetCpuPercent: 70 },
  exposure: {
    type: 'HTTPRoute' as const,
    host: 'cardio.example.org',
    gateway: { name: 'shared', namespace: 'gateways' },
  },
};

const least = {
  identity: { type: 'None' as const },
  exposure: { type: 'None' as const },
  database: {
    ...everything.database,
    authentication: 'Secret' as const,
    connectionStringSecret: { name: 'sql', key: 'text' },
    schemaUpgrades: 'Automatic' as const,
  },
};

/** A life in which every kind comes and goes, drifts, and clashes with an object of somebody else. */
async function neededInALife(): Promise<Set<string>> {
  const cluster = new FakeCluster();
  const bench = new OperatorBench(cluster, { config: CONFIG });
  const needed = new Set<string>();
  const note = () => {
    const ours = cluster.calls.filter(
      ({ kind, subresource }) => kind !== 'Fhir' || subresource,
    );
    for (const call of ours)
      for (const each of neededBy(call)) needed.add(each);
    cluster.calls.length = 0;
  };
  for (const right of ['get', 'list', 'watch']) {
    needed.add(`${right} ${FHIR_RESOURCE.group}/${FHIR_RESOURCE.plural}`);
  }
  await makeClash(cluster);
  await bench.start();
  await bench.apply('cardio', everything);
  await bench.apply('cardio', otherwise);
  await bench.becomeReady();
  await bench.apply('cardio', least);
  seedGatedPod(bench);
  await bench.quiet();
  await bench.apply('neuro', {
    exposure: { type: 'Ingress', host: 'neuro.example.org' },
  });
  note();
  for (let i = 0; i < 2; i += 1) {
    bench.now += 61_000;
    await cluster.remove(resourceTypes.Service, {
      namespace: NAMESPACE,
      name: 'cardio',
    });
    cluster.calls.length = 0;
    await bench.quiet();
    note();
  }
  await bench.stop();
  return needed;
}

/** A ConfigMap that another manager holds, under the name of a child of the Fhir `neuro`. */
async function makeClash(cluster: FakeCluster): Promise<void> {
  await cluster.apply(
    resourceTypes.ConfigMap,
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { namespace: NAMESPACE, name: 'neuro' },
      data: { DataStore: 'theirs' },
    },
    { fieldManager: 'kubectl' },
  );
  cluster.calls.length = 0;
}

function seedGatedPod(bench: OperatorBench): void {
  const deployment = bench.child('Deployment');
  const { name = '', uid = '' } = deployment?.metadata ?? {};
  bench.cluster.seed({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace: NAMESPACE,
      name: 'cardio-1',
      labels: Object(deployment?.spec).template.metadata.labels,
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'Deployment', name, uid },
      ],
    },
    spec: { readinessGates: [{ conditionType: READINESS_GATE }] },
    status: {
      podIP: '10.1.1.1',
      conditions: [{ type: 'ContainersReady', status: 'True' }],
    },
  });
}

describe('the rights of the operator', () => {
  const granted = new Set(grantedBy([...operatorRules, ...readinessGateRules]));
  let needed: Set<string>;
  beforeAll(async () => {
    needed = await neededInALife();
  });

  it('are all that it ever needs', () => {
    expect([...needed].filter(right => !granted.has(right))).toEqual([]);
  });

  it('are used, every one of them', () => {
    const unused = [...granted].filter(right => !needed.has(right));
    // Asked for by an admission plugin, and for a clash of names that can happen to every kind.
    const explained = unused.filter(
      right => right.startsWith('get ') || right.includes('/fhirs/finalizers'),
    );
    expect(unused.filter(right => !explained.includes(right))).toEqual([]);
  });

  it('have no wildcard, no write to Secrets, nothing of Azure', () => {
    const all = [...granted].join('\n');
    expect(all).not.toContain('*');
    expect(all).not.toMatch(/(get|create|patch|update|delete) \/secrets/);
    expect(all).not.toMatch(/azure\.com|escalate|bind |impersonate/);
  });
});
