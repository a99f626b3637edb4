import {
  fields,
  only,
  patch,
  post,
  put,
  refusal,
  remove,
  type Exchange,
  type Script,
} from '../Exchange';

const core = '/api/v1/namespaces/{ns}';
const apis = (group: string) => `/apis/${group}/namespaces/{ns}`;
const deployments = `${apis('apps/v1')}/deployments`;
const services = `${core}/services`;
const pods = `${core}/pods`;
const jobs = `${apis('batch/v1')}/jobs`;
const ingresses = `${apis('networking.k8s.io/v1')}/ingresses`;
const policies = `${apis('networking.k8s.io/v1')}/networkpolicies`;
const autoscalers = `${apis('autoscaling/v2')}/horizontalpodautoscalers`;
const budgets = `${apis('policy/v1')}/poddisruptionbudgets`;
/** The spec, or the refusal. */
const shown: Pick<Exchange, 'show'> = {
  show: body => (body.kind === 'Status' ? body : { spec: body.spec }),
};
const meta = (name: string) => ({ metadata: { name } });
const container = { name: 'web', image: 'example.test/web:1' };
const labels = { app: 'web' };
const deployment = (name: string, change: object = {}, pod: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  ...meta(name),
  spec: {
    paused: true,
    replicas: 0,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: { containers: [container], ...pod },
    },
    ...change,
  },
});
const pod = (name: string, change: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  ...meta(name),
  spec: {
    schedulerName: 'nobody',
    automountServiceAccountToken: false,
    containers: [container],
    ...change,
  },
});
const service = (name: string, change: object) => ({
  apiVersion: 'v1',
  kind: 'Service',
  ...meta(name),
  spec: change,
});
const job = (name: string, change: object = {}, podSpec: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  ...meta(name),
  spec: {
    suspend: true,
    template: {
      spec: { restartPolicy: 'Never', containers: [container], ...podSpec },
    },
    ...change,
  },
});
const ingress = (name: string, change: object) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  ...meta(name),
  spec: change,
});
const backend = { service: { name: 'web', port: { number: 80 } } };
const policy = (name: string, change: object) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  ...meta(name),
  spec: change,
});
const autoscaler = (name: string, change: object = {}) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  ...meta(name),
  spec: {
    maxReplicas: 3,
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    ...change,
  },
});
const budget = (name: string, change: object) => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  ...meta(name),
  spec: change,
});

const full = {
  initContainers: [{ name: 'init', image: 'example.test/init' }],
  containers: [
    {
      ...container,
      image:
        'example.test/web@sha256:0000000000000000000000000000000000000000000000000000000000000000',
      ports: [{ containerPort: 8080 }],
      env: [
        {
          name: 'POD',
          valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
        },
        { name: 'EMPTY', value: '' },
      ],
      livenessProbe: { httpGet: { port: 8080 } },
      readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 3 },
      startupProbe: { exec: { command: ['true'] } },
      lifecycle: { preStop: { httpGet: { port: 8080 } } },
      resources: {
        limits: { cpu: '1', memory: '1Gi' },
        requests: { cpu: '500m' },
      },
      volumeMounts: [{ name: 'config', mountPath: '/config' }],
    },
  ],
  volumes: [
    { name: 'config', configMap: { name: 'x' } },
    { name: 'secret', secret: { secretName: 'x' } },
    { name: 'empty' },
    {
      name: 'token',
      projected: { sources: [{ serviceAccountToken: { path: 'token' } }] },
    },
  ],
  serviceAccountName: 'default',
};

/** Defaults, checks and fixed fields of the kinds that an application is made of. */
export const builtins: Script = {
  name: 'builtins',
  exchanges: [
    post('deployment: defaults', deployments, deployment('web'), shown),
    post(
      'deployment: defaults of a full pod template',
      deployments,
      deployment('full', {}, full),
      shown,
    ),
    post('deployment: nothing in it → 422', deployments, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      ...meta('empty'),
    }),
    post(
      'deployment: the selector does not fit → 422',
      deployments,
      deployment('selector', { selector: { matchLabels: { app: 'other' } } }),
    ),
    post(
      'deployment: negative replicas → 422',
      deployments,
      deployment('negative', { replicas: -1 }),
    ),
    post(
      'deployment: Recreate with rollingUpdate → 422',
      deployments,
      deployment('recreate', {
        strategy: { type: 'Recreate', rollingUpdate: {} },
      }),
    ),
    post(
      'deployment: an unknown strategy → 422',
      deployments,
      deployment('strategy', { strategy: { type: 'Sideways' } }),
      fields,
    ),
    post(
      'deployment: no surge and none unavailable → 422',
      deployments,
      deployment('stuck', {
        strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } },
      }),
    ),
    post(
      'deployment: a pod that does not restart → 422',
      deployments,
      deployment('restart', {}, { restartPolicy: 'Never' }),
    ),
    patch(
      'deployment: the selector is fixed → 422',
      `${deployments}/web`,
      'merge',
      {
        spec: {
          selector: { matchLabels: { tier: 'x' } },
          template: { metadata: { labels: { tier: 'x' } } },
        },
      },
      fields,
    ),
    patch(
      'deployment: an unknown field, strictly → 422',
      `${deployments}/web?fieldValidation=Strict`,
      'merge',
      { spec: { template: { spec: { extra: 1 } } } },
    ),
    post(
      'containers: no name, no image → 422',
      deployments,
      deployment('no-image', {}, { containers: [{}] }),
    ),
    post(
      'containers: a wrong name, twice → 422',
      deployments,
      deployment(
        'names',
        {},
        {
          containers: [
            { name: 'A_B', image: 'i' },
            { name: 'c', image: 'i' },
            { name: 'c', image: 'i' },
          ],
        },
      ),
    ),
    post(
      'containers: wrong ports → 422',
      deployments,
      deployment(
        'ports',
        {},
        {
          containers: [
            {
              ...container,
              ports: [
                { containerPort: 0 },
                { containerPort: 70000, name: 'UPPER' },
                { containerPort: 80, protocol: 'ICMP' },
              ],
            },
          ],
        },
      ),
    ),
    post(
      'containers: wrong variables → 422',
      deployments,
      deployment(
        'env',
        {},
        {
          containers: [
            {
              ...container,
              env: [
                { value: 'x' },
                { name: 'A', valueFrom: {} },
                {
                  name: 'B',
                  value: 'x',
                  valueFrom: { secretKeyRef: { name: 's', key: 'k' } },
                },
                {
                  name: 'C',
                  valueFrom: { configMapKeyRef: { name: '', key: '' } },
                },
              ],
            },
          ],
        },
      ),
    ),
    post(
      'containers: a mount without its volume → 422',
      deployments,
      deployment(
        'mount',
        {},
        {
          containers: [
            {
              ...container,
              volumeMounts: [
                { name: 'gone', mountPath: '/x' },
                { name: 'gone', mountPath: '/x' },
              ],
            },
          ],
        },
      ),
    ),
    post(
      'containers: more requested than allowed → 422',
      deployments,
      deployment(
        'limit',
        {},
        {
          containers: [
            {
              ...container,
              resources: { requests: { cpu: '2' }, limits: { cpu: '1' } },
            },
          ],
        },
      ),
    ),
    post(
      'containers: no quantity → 400',
      deployments,
      deployment(
        'quantity',
        {},
        {
          containers: [
            { ...container, resources: { requests: { cpu: 'many' } } },
          ],
        },
      ),
      refusal,
    ),
    post(
      'containers: wrong probes → 422',
      deployments,
      deployment(
        'probes',
        {},
        {
          containers: [
            {
              ...container,
              livenessProbe: {},
              readinessProbe: { httpGet: { port: 0 }, failureThreshold: -1 },
              startupProbe: { successThreshold: 2, tcpSocket: { port: 80 } },
            },
          ],
        },
      ),
    ),
    post(
      'containers: an unknown pull policy → 422',
      deployments,
      deployment(
        'pull',
        {},
        { containers: [{ ...container, imagePullPolicy: 'Sometimes' }] },
      ),
    ),
    post(
      'volumes: twice, two sources, no name → 422',
      deployments,
      deployment(
        'volumes',
        {},
        {
          volumes: [
            { name: 'a', emptyDir: {} },
            { name: 'a', secret: {} },
            { emptyDir: {} },
            { name: 'b', emptyDir: {}, hostPath: { path: '/' } },
          ],
        },
      ),
    ),
    post('pod: defaults', pods, pod('plain'), only('spec', 'status')),
    post(
      'pod: requests come from limits',
      pods,
      pod('limits', {
        containers: [
          { ...container, resources: { limits: { cpu: '1', memory: '1Gi' } } },
        ],
      }),
      only('spec.containers.0.resources', 'status'),
    ),
    patch(
      'pod: the image may change',
      `${pods}/plain`,
      'strategic',
      { spec: { containers: [{ name: 'web', image: 'example.test/web:2' }] } },
      only('spec.containers.0.image'),
    ),
    patch(
      'pod: the rest may not → 422',
      `${pods}/plain`,
      'strategic',
      {
        spec: {
          containers: [{ name: 'web', env: [{ name: 'A', value: '1' }] }],
        },
      },
      refusal,
    ),
    patch(
      'pod: no container may come → 422',
      `${pods}/plain`,
      'strategic',
      { spec: { containers: [{ name: 'new', image: 'x' }] } },
      { show: ({ code, reason, details }) => ({ code, reason, details }) },
    ),
    remove(
      'pod: one without a node goes at once',
      `${pods}/limits`,
      undefined,
      only('metadata.name', 'kind'),
    ),
    post(
      'service: defaults',
      services,
      service('web', { selector: labels, ports: [{ port: 80 }] }),
      only('spec', 'status'),
    ),
    post(
      'service: headless',
      services,
      service('headless', {
        clusterIP: 'None',
        selector: labels,
        ports: [{ port: 80, targetPort: 'http' }],
      }),
      shown,
    ),
    post(
      'service: a load balancer',
      services,
      service('balancer', { type: 'LoadBalancer', ports: [{ port: 80 }] }),
      shown,
    ),
    post(
      'service: a name elsewhere',
      services,
      service('elsewhere', {
        type: 'ExternalName',
        externalName: 'example.org',
      }),
      shown,
    ),
    post(
      'service: no ports → 422',
      services,
      service('portless', { selector: labels }),
    ),
    post(
      'service: wrong ports → 422',
      services,
      service('ports', {
        ports: [
          { port: 0, name: 'A' },
          { port: 80, protocol: 'X', name: 'b' },
          { port: 81 },
        ],
      }),
    ),
    post(
      'service: an address that is none → 422',
      services,
      service('address', { clusterIP: 'here', ports: [{ port: 80 }] }),
    ),
    post(
      'service: a name elsewhere needs a name → 422',
      services,
      service('nameless', { type: 'ExternalName' }),
    ),
    patch(
      'service: the address is fixed → 422',
      `${services}/web`,
      'merge',
      { spec: { clusterIP: '10.0.0.250', clusterIPs: ['10.0.0.250'] } },
      { show: ({ code, reason, details }) => ({ code, reason, details }) },
    ),
    put(
      'service: a replace keeps the address',
      `${services}/web`,
      service('web', { selector: labels, ports: [{ port: 81 }] }),
      shown,
    ),
    post('job: defaults', jobs, job('once'), only('spec', 'metadata.labels')),
    post(
      'job: pods that always restart → 422',
      jobs,
      job('always', {}, { restartPolicy: 'Always' }),
      fields,
    ),
    patch(
      'job: the template is fixed → 422',
      `${jobs}/once`,
      'merge',
      {
        spec: {
          template: { spec: { containers: [{ ...container, image: 'x' }] } },
        },
      },
      fields,
    ),
    patch(
      'job: it may be suspended and resumed',
      `${jobs}/once`,
      'merge',
      { spec: { parallelism: 2 } },
      only('spec.parallelism'),
    ),
    post(
      'ingress: defaults',
      ingresses,
      ingress('web', {
        rules: [
          {
            host: 'a.example.org',
            http: { paths: [{ path: '/', pathType: 'Prefix', backend }] },
          },
        ],
      }),
      only('spec', 'status'),
    ),
    post('ingress: nothing in it → 422', ingresses, ingress('empty', {})),
    post(
      'ingress: wrong hosts → 422',
      ingresses,
      ingress('hosts', {
        rules: [
          { host: '192.0.2.1' },
          { host: 'A.example.org' },
          { host: 'a*.example.org' },
        ],
      }),
    ),
    post(
      'ingress: wrong paths → 422',
      ingresses,
      ingress('paths', {
        rules: [
          {
            http: {
              paths: [
                { path: '/', backend },
                { path: 'x', pathType: 'Exact', backend },
                { path: '/', pathType: 'Regex', backend },
                { pathType: 'Prefix', path: '/', backend: {} },
                {
                  pathType: 'Prefix',
                  path: '/',
                  backend: { service: { name: 'web' } },
                },
              ],
            },
          },
        ],
      }),
    ),
    post(
      'network policy: defaults',
      policies,
      policy('web', { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] }),
      shown,
    ),
    post(
      'network policy: both directions',
      policies,
      policy('both', { podSelector: {}, egress: [{}] }),
      shown,
    ),
    post(
      'network policy: wrong peers → 422',
      policies,
      policy('peers', {
        podSelector: {},
        ingress: [
          {
            from: [
              {},
              { ipBlock: { cidr: 'x' } },
              { ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} },
            ],
            ports: [{ protocol: 'X', port: 0 }, { endPort: 5 }],
          },
        ],
      }),
    ),
    post('autoscaler: defaults', autoscalers, autoscaler('web'), shown),
    post(
      'autoscaler: behavior',
      autoscalers,
      autoscaler('behavior', {
        behavior: { scaleDown: { stabilizationWindowSeconds: 60 } },
      }),
      shown,
    ),
    post(
      'autoscaler: wrong bounds → 422',
      autoscalers,
      autoscaler('bounds', { minReplicas: 5 }),
    ),
    post(
      'autoscaler: no maximum, no target → 422',
      autoscalers,
      autoscaler('target', {
        maxReplicas: 0,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: '', name: '' },
      }),
    ),
    post(
      'budget: defaults',
      budgets,
      budget('web', { minAvailable: 1, selector: { matchLabels: labels } }),
      shown,
    ),
    post(
      'budget: both bounds → 422',
      budgets,
      budget('both', { minAvailable: 1, maxUnavailable: 1 }),
      fields,
    ),
    post(
      'budget: more than all → 422',
      budgets,
      budget('more', { minAvailable: '150%' }),
    ),
    post(
      'secret: texts become data',
      `${core}/secrets`,
      {
        apiVersion: 'v1',
        kind: 'Secret',
        ...meta('one'),
        stringData: { a: 'x' },
      },
      only('data', 'stringData', 'type'),
    ),
    patch('secret: the type is fixed → 422', `${core}/secrets/one`, 'merge', {
      type: 'other',
    }),
    post('secret: tls needs its keys → 422', `${core}/secrets`, {
      apiVersion: 'v1',
      kind: 'Secret',
      ...meta('tls'),
      type: 'kubernetes.io/tls',
      data: {},
    }),
    post('config map: wrong keys → 422', `${core}/configmaps`, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      ...meta('keys'),
      data: { 'a b': 'x' },
    }),
    post(
      'config map: immutable',
      `${core}/configmaps`,
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        ...meta('fixed'),
        immutable: true,
        data: { a: '1' },
      },
      only('immutable', 'data'),
    ),
    patch(
      'config map: it stays so → 422',
      `${core}/configmaps/fixed`,
      'merge',
      { immutable: null, data: { a: '2' } },
    ),
    post(
      'lease: a wrong duration → 422',
      `${apis('coordination.k8s.io/v1')}/leases`,
      {
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        ...meta('x'),
        spec: { leaseDurationSeconds: 0 },
      },
    ),
    post(
      'endpoint slice: no address, no type → 422',
      `${apis('discovery.k8s.io/v1')}/endpointslices`,
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        ...meta('x'),
        endpoints: [{ addresses: [] }],
      },
    ),
    post(
      'endpoint slice: defaults',
      `${apis('discovery.k8s.io/v1')}/endpointslices`,
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        ...meta('web'),
        addressType: 'IPv4',
        endpoints: [{ addresses: ['192.0.2.1'] }],
        ports: [{ port: 80 }],
      },
      only('endpoints', 'ports', 'addressType'),
    ),
    post('event: of another namespace → 422', `${core}/events`, {
      apiVersion: 'v1',
      kind: 'Event',
      ...meta('x'),
      involvedObject: { kind: 'Pod', name: 'x', namespace: 'default' },
    }),
    post(
      'service account',
      `${core}/serviceaccounts`,
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        ...meta('robot'),
        imagePullSecrets: [{ name: 'x' }],
      },
      only('imagePullSecrets', 'secrets', 'metadata.name'),
    ),
  ],
};
