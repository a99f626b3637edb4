import { get, patch, post, type Exchange, type Script } from '../Exchange';
import { widget, widgetsPath as widgets } from '../widgets';

const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

/** Columns with their descriptions, and the cells, without the names of what others made. */
const whole: Exchange['show'] = body => ({
  kind: body.kind,
  apiVersion: body.apiVersion,
  columns: body.columnDefinitions,
  rows: body.rows
    ?.filter(
      row => row.cells[0] !== 'kube-root-ca.crt' && row.cells[0] !== 'default',
    )
    .map(row => ({ cells: row.cells, object: row.object?.kind })),
});
const table = (title: string, path: string, query = ''): Exchange =>
  get(title, path + query, { accept, show: whole });
const named = (name: string, metadata: object = {}) => ({
  metadata: { name, ...metadata },
});
const made = (title: string, path: string, body: Record<string, unknown>) =>
  post(title, path, body, { show: ({ kind }) => kind });
const core = '/api/v1/namespaces/{ns}';
const apis = (group: string) => `/apis/${group}/namespaces/{ns}`;
const template = {
  metadata: { labels: { app: 'web' } },
  spec: {
    containers: [
      { name: 'web', image: 'example.test/web:1' },
      { name: 'side', image: 'example.test/side:2' },
    ],
  },
};

/** What `kubectl get` prints. */
export const tables: Script = {
  name: 'tables',
  exchanges: [
    made(
      'a widget',
      widgets,
      widget('one', { open: true, ratio: 1.5, tags: ['a', 'b'] }),
    ),
    table('widgets', widgets),
    table('one widget', `${widgets}/one`),
    table('widgets with the whole object', widgets, '?includeObject=Object'),
    table('widgets without the object', widgets, '?includeObject=None'),
    get('an unknown choice → 400', `${widgets}?includeObject=Some`, { accept }),
    made('a config map', `${core}/configmaps`, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      ...named('settings'),
      data: { a: '1', b: '2' },
    }),
    table('config maps', `${core}/configmaps`),
    made('a secret', `${core}/secrets`, {
      apiVersion: 'v1',
      kind: 'Secret',
      ...named('secret'),
      stringData: { a: '1' },
    }),
    table('secrets', `${core}/secrets`),
    made('a service account', `${core}/serviceaccounts`, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      ...named('robot'),
    }),
    table('service accounts', `${core}/serviceaccounts`),
    made('a service', `${core}/services`, {
      apiVersion: 'v1',
      kind: 'Service',
      ...named('web'),
      spec: {
        clusterIP: 'None',
        selector: { app: 'web', tier: 'x' },
        ports: [
          { name: 'a', port: 80 },
          { name: 'b', port: 53, protocol: 'UDP' },
        ],
      },
    }),
    made('a service elsewhere', `${core}/services`, {
      apiVersion: 'v1',
      kind: 'Service',
      ...named('else'),
      spec: { type: 'ExternalName', externalName: 'example.org' },
    }),
    table('services', `${core}/services`),
    made('an ingress', `${apis('networking.k8s.io/v1')}/ingresses`, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      ...named('web'),
      spec: {
        ingressClassName: 'none',
        tls: [{ hosts: ['a.example.org'], secretName: 'x' }],
        rules: ['a', 'b', 'c', 'd'].map(host => ({
          host: `${host}.example.org`,
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: 'web', port: { number: 80 } } },
              },
            ],
          },
        })),
      },
    }),
    table('ingresses', `${apis('networking.k8s.io/v1')}/ingresses`),
    made(
      'a network policy',
      `${apis('networking.k8s.io/v1')}/networkpolicies`,
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        ...named('web'),
        spec: {
          podSelector: {
            matchLabels: { b: '2', a: '1' },
            matchExpressions: [
              { key: 'c', operator: 'In', values: ['y', 'x'] },
            ],
          },
        },
      },
    ),
    table(
      'network policies',
      `${apis('networking.k8s.io/v1')}/networkpolicies`,
    ),
    made('a deployment', `${apis('apps/v1')}/deployments`, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      ...named('web'),
      spec: {
        paused: true,
        replicas: 0,
        selector: { matchLabels: { app: 'web' } },
        template,
      },
    }),
    table('deployments', `${apis('apps/v1')}/deployments`),
    made('a replica set', `${apis('apps/v1')}/replicasets`, {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      ...named('old'),
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'web' } },
        template,
      },
    }),
    table('replica sets', `${apis('apps/v1')}/replicasets`),
    made('a stateful set', `${apis('apps/v1')}/statefulsets`, {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      ...named('db'),
      spec: {
        replicas: 0,
        serviceName: 'db',
        selector: { matchLabels: { app: 'web' } },
        template,
      },
    }),
    table('stateful sets', `${apis('apps/v1')}/statefulsets`),
    made('a suspended job', `${apis('batch/v1')}/jobs`, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      ...named('once'),
      spec: {
        suspend: true,
        completions: 2,
        template: {
          spec: {
            restartPolicy: 'Never',
            containers: template.spec.containers,
          },
        },
      },
    }),
    made('a cron job', `${apis('batch/v1')}/cronjobs`, {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      ...named('daily'),
      spec: {
        suspend: true,
        schedule: '0 3 * * *',
        jobTemplate: {
          spec: {
            template: {
              spec: {
                restartPolicy: 'Never',
                containers: template.spec.containers,
              },
            },
          },
        },
      },
    }),
    table('cron jobs', `${apis('batch/v1')}/cronjobs`),
    made(
      'an autoscaler',
      `${apis('autoscaling/v2')}/horizontalpodautoscalers`,
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        ...named('web'),
        spec: {
          maxReplicas: 3,
          scaleTargetRef: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: 'web',
          },
          metrics: [
            {
              type: 'Resource',
              resource: {
                name: 'cpu',
                target: { type: 'Utilization', averageUtilization: 70 },
              },
            },
            {
              type: 'Resource',
              resource: {
                name: 'memory',
                target: { type: 'AverageValue', averageValue: '1Gi' },
              },
            },
            {
              type: 'Pods',
              pods: {
                metric: { name: 'x' },
                target: { type: 'AverageValue', averageValue: '5' },
              },
            },
          ],
        },
      },
    ),
    table('autoscalers', `${apis('autoscaling/v2')}/horizontalpodautoscalers`),
    made('a disruption budget', `${apis('policy/v1')}/poddisruptionbudgets`, {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      ...named('web'),
      spec: {
        maxUnavailable: '50%',
        selector: { matchLabels: { app: 'nothing' } },
      },
    }),
    table('disruption budgets', `${apis('policy/v1')}/poddisruptionbudgets`),
    made('a lease', `${apis('coordination.k8s.io/v1')}/leases`, {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      ...named('leader'),
      spec: { holderIdentity: 'me' },
    }),
    table('leases', `${apis('coordination.k8s.io/v1')}/leases`),
    made('an endpoint slice', `${apis('discovery.k8s.io/v1')}/endpointslices`, {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      ...named('web'),
      addressType: 'IPv4',
      endpoints: [
        { addresses: ['192.0.2.1'] },
        { addresses: ['192.0.2.2'] },
        { addresses: ['192.0.2.3'] },
        { addresses: ['192.0.2.4'] },
      ],
      ports: [{ name: 'http', port: 80 }],
    }),
    table(
      'an endpoint slice as a table',
      `${apis('discovery.k8s.io/v1')}/endpointslices/web`,
    ),
    made('an event', `${core}/events`, {
      apiVersion: 'v1',
      kind: 'Event',
      ...named('web.1'),
      involvedObject: {
        kind: 'Deployment',
        name: 'web',
        namespace: '{ns}',
        fieldPath: 'spec.x',
      },
      type: 'Warning',
      reason: 'Failed',
      message: 'It failed.\n',
      source: { component: 'tests', host: 'here' },
      count: 3,
      firstTimestamp: '2026-01-01T00:00:00Z',
      lastTimestamp: '2026-01-01T00:00:00Z',
    }),
    table('an event as a table', `${core}/events/web.1`),
    made('a claim', `${core}/persistentvolumeclaims`, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      ...named('data'),
      spec: {
        storageClassName: 'none',
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    }),
    table('claims', `${core}/persistentvolumeclaims`),
    made(
      'a role binding',
      `${apis('rbac.authorization.k8s.io/v1')}/rolebindings`,
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        ...named('robots'),
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'view',
        },
        subjects: [
          { kind: 'User', name: 'u' },
          { kind: 'Group', name: 'g' },
          { kind: 'ServiceAccount', name: 's', namespace: '{ns}' },
        ],
      },
    ),
    table(
      'role bindings',
      `${apis('rbac.authorization.k8s.io/v1')}/rolebindings`,
    ),
    made('a role', `${apis('rbac.authorization.k8s.io/v1')}/roles`, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      ...named('robot'),
      rules: [],
    }),
    table('roles', `${apis('rbac.authorization.k8s.io/v1')}/roles`),
    table('this namespace', '/api/v1/namespaces/{ns}'),
    table(
      'the definition of widgets',
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.conformance.fhir-on-aks.io',
    ),
    made('a pod', `${core}/pods`, {
      apiVersion: 'v1',
      kind: 'Pod',
      ...named('alone'),
      spec: { schedulerName: 'nobody', containers: template.spec.containers },
    }),
    table('a pod that waits', `${core}/pods/alone`),
    patch(
      'it runs',
      `${core}/pods/alone/status`,
      'strategic',
      {
        status: {
          phase: 'Running',
          podIP: '192.0.2.9',
          podIPs: [{ ip: '192.0.2.9' }],
          conditions: [{ type: 'Ready', status: 'True' }],
          containerStatuses: [
            {
              name: 'web',
              image: 'x',
              imageID: 'x',
              ready: true,
              restartCount: 0,
              state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
            },
            {
              name: 'side',
              image: 'x',
              imageID: 'x',
              ready: true,
              restartCount: 0,
              state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
            },
          ],
        },
      },
      { show: ({ kind }) => kind },
    ),
    table('a pod that runs', `${core}/pods/alone`),
    patch(
      'a container crashes',
      `${core}/pods/alone/status`,
      'strategic',
      {
        status: {
          containerStatuses: [
            {
              name: 'side',
              image: 'x',
              imageID: 'x',
              ready: false,
              restartCount: 4,
              state: { waiting: { reason: 'CrashLoopBackOff' } },
              lastState: {
                terminated: { exitCode: 1, finishedAt: '2026-01-01T00:00:00Z' },
              },
            },
          ],
        },
      },
      { show: ({ kind }) => kind },
    ),
    table('a pod that crashes', `${core}/pods/alone`),
    patch(
      'it fails',
      `${core}/pods/alone/status`,
      'strategic',
      { status: { phase: 'Failed', reason: 'Evicted' } },
      { show: ({ kind }) => kind },
    ),
    get('a pod that failed', `${core}/pods/alone`, {
      accept,
      show: ({ rows }) =>
        rows && {
          rows: JSON.parse(JSON.stringify(rows)).map(
            (row: { cells: unknown[]; conditions?: unknown }) => ({
              status: row.cells[2],
              conditions: row.conditions,
            }),
          ),
        },
    }),
  ],
};
