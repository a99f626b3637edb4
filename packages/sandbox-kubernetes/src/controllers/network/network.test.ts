import { findRoute, servedRoutes } from './routes';
import { backendsOf } from './backendsOf';
import { core, deployment, sampleLabels, service } from '../testing/objects';
import { TestCluster } from '../testing/TestCluster';
import type { StoredEndpointSlice } from './endpointSliceController';
import type { StoredGateway, StoredRoute } from './gatewayController';
import type { StoredIngress } from './ingressController';

let cluster: TestCluster;

beforeEach(() => {
  cluster = new TestCluster();
});

afterEach(() => cluster.close());

function ingress(ingressClassName: string) {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'sample', namespace: 'fhir' },
    spec: {
      ingressClassName,
      rules: [
        {
          host: 'sample.fhir.localhost',
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: {
                  service: { name: 'sample', port: { name: 'http' } },
                },
              },
            ],
          },
        },
      ],
    },
  };
}

function httpRoute(change: object = {}) {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'sample', namespace: 'fhir' },
    spec: {
      parentRefs: [{ name: 'shared', namespace: 'app-routing-system' }],
      hostnames: ['sample.fhir.localhost'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ name: 'sample', port: 8080 }],
        },
      ],
      ...change,
    },
  };
}

function endpoints() {
  const [slice] = cluster.store.list<StoredEndpointSlice>('EndpointSlice');
  return slice?.endpoints.map(({ addresses, conditions }) => [
    addresses[0],
    conditions?.ready,
    conditions?.terminating,
  ]);
}

describe('an EndpointSlice', () => {
  it('belongs to its Service, and follows the pods that it selects', async () => {
    await cluster.apply(service, deployment());
    const [slice] = cluster.store.list<StoredEndpointSlice>('EndpointSlice');
    expect(slice.metadata.labels).toMatchObject({
      'kubernetes.io/service-name': 'sample',
      'endpointslice.kubernetes.io/managed-by':
        'endpointslice-controller.k8s.io',
    });
    expect(slice.metadata.ownerReferences?.[0]).toMatchObject({
      kind: 'Service',
      name: 'sample',
      controller: true,
    });
    expect(endpoints()).toEqual([
      ['10.244.0.4', false, false],
      ['10.244.0.5', false, false],
    ]);
    await cluster.pass(1);
    expect(endpoints()).toEqual([
      ['10.244.0.4', true, false],
      ['10.244.0.5', true, false],
    ]);
    expect(
      cluster.store.list<StoredEndpointSlice>('EndpointSlice')[0].ports,
    ).toEqual([{ name: 'http', port: 8080, protocol: 'TCP' }]);
  });

  it('says which pod is terminating, and forgets it when it is gone', async () => {
    await cluster.apply(service, deployment());
    await cluster.pass(2);
    await cluster.apply(deployment({ replicas: 1 }));
    expect(
      endpoints()?.filter(([, ready, terminating]) => !ready && terminating),
    ).toHaveLength(1);
    await cluster.pass(2);
    expect(endpoints()).toHaveLength(1);
  });

  it('goes with its Service', async () => {
    await cluster.apply(service, deployment());
    cluster.store.remove('Service', 'fhir', 'sample');
    await cluster.settle();
    expect(cluster.store.list('EndpointSlice')).toEqual([]);
  });

  it('is not made for a Service without a selector', async () => {
    await cluster.apply(
      core('Service', 'outside', { spec: { ports: [{ port: 80 }] } }),
    );
    expect(cluster.store.list('EndpointSlice')).toEqual([]);
  });
});

describe('an Ingress', () => {
  it.each([
    ['webapprouting.kubernetes.azure.com', [{ ip: '127.0.0.1' }]],
    ['nginx', [{ ip: '127.0.0.1' }]],
    ['azure-application-gateway', undefined],
  ])('of class %s → address %j', async (className, address) => {
    await cluster.apply(ingress(className));
    expect(
      cluster.object<StoredIngress>('Ingress', 'sample').status?.loadBalancer
        ?.ingress,
    ).toEqual(address);
    expect(servedRoutes(cluster.store)).toHaveLength(address ? 1 : 0);
  });
});

describe('an HTTPRoute', () => {
  function conditions() {
    const [parent] =
      cluster.object<StoredRoute>('HTTPRoute', 'sample').status?.parents ?? [];
    return parent?.conditions.map(
      ({ type, status, reason }) => `${type} ${status} ${reason}`,
    );
  }

  it('is accepted by the shared Gateway, which is programmed and has an address', async () => {
    await cluster.apply(service, httpRoute());
    expect(conditions()).toEqual([
      'Accepted True Accepted',
      'ResolvedRefs True ResolvedRefs',
    ]);
    expect(servedRoutes(cluster.store)).toEqual([
      expect.objectContaining({
        host: 'sample.fhir.localhost',
        service: 'sample',
        port: 8080,
      }),
    ]);
    const gateway = cluster.object<StoredGateway>(
      'Gateway',
      'shared',
      'app-routing-system',
    );
    expect(gateway.status).toMatchObject({
      addresses: [{ value: '127.0.0.1' }],
      conditions: [
        { type: 'Accepted', status: 'True' },
        { type: 'Programmed', status: 'True' },
      ],
    });
  });

  it('to a Service that is not there says so, until it is there', async () => {
    await cluster.apply(httpRoute());
    expect(conditions()).toContain('ResolvedRefs False BackendNotFound');
    await cluster.apply(service);
    expect(conditions()).toContain('ResolvedRefs True ResolvedRefs');
  });

  it('to a Gateway that is not there is left alone', async () => {
    await cluster.apply(
      service,
      httpRoute({ parentRefs: [{ name: 'absent' }] }),
    );
    expect(conditions()).toBeUndefined();
    expect(servedRoutes(cluster.store)).toEqual([]);
  });

  it.each([
    [
      'whose listener has another host name',
      {
        hostname: '*.example.org',
        allowedRoutes: { namespaces: { from: 'All' } },
      },
      'Accepted False NoMatchingListenerHostname',
    ],
    [
      'that lets in its own namespace only',
      {},
      'Accepted False NotAllowedByListeners',
    ],
    [
      'whose listener has a wildcard that fits',
      {
        hostname: '*.fhir.localhost',
        allowedRoutes: { namespaces: { from: 'All' } },
      },
      'Accepted True Accepted',
    ],
  ])('to a Gateway %s → %s', async (_case, listener, expected) => {
    await cluster.apply(
      service,
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'Gateway',
        metadata: { name: 'own', namespace: 'app-routing-system' },
        spec: {
          gatewayClassName: 'approuting-istio',
          listeners: [
            { name: 'http', port: 80, protocol: 'HTTP', ...listener },
          ],
        },
      },
      httpRoute({
        parentRefs: [{ name: 'own', namespace: 'app-routing-system' }],
      }),
    );
    expect(conditions()).toContain(expected);
  });
});

describe('the way of a request', () => {
  async function route() {
    await cluster.apply(ingress('nginx'));
    const found = findRoute(
      servedRoutes(cluster.store),
      'sample.fhir.localhost',
      '/metadata',
    );
    if (!found) throw new Error('no route');
    return found;
  }

  it('ends at the ready pods', async () => {
    await cluster.apply(service, deployment());
    await cluster.pass(1);
    expect(backendsOf(cluster.store, await route())).toEqual({
      ready: cluster
        .pods()
        .map(({ metadata: { uid } }) => ({ podUid: uid, port: 8080 })),
    });
  });

  it.each<[string, () => object[], string]>([
    [
      'there is no Service',
      () => [],
      'Ingress fhir/sample leads to Service fhir/sample, which is not there.',
    ],
    [
      'the Service has no such port',
      () => [
        core('Service', 'sample', {
          spec: { selector: sampleLabels, ports: [{ name: 'web', port: 80 }] },
        }),
      ],
      'Ingress fhir/sample leads to port http of Service fhir/sample, which it does not have.',
    ],
    [
      'no pod is ready',
      () => [service, deployment()],
      'No pod of Service fhir/sample is ready: 0 of 2. See kubectl get pods -n fhir.',
    ],
  ])('is told when %s', async (_case, objects, problem) => {
    await cluster.apply(...objects());
    expect(backendsOf(cluster.store, await route())).toEqual({ problem });
  });
});
