import { withCondition, type Condition } from '../conditions';
import { runController, watching, type ControllerContext } from '../controller';
import { keyOf, splitKey, type Stored, type StoredService } from '../stored';
import { writeStatus } from '../writeStatus';
import type { ObjectMeta, ObjectStore } from '../../api';

const controllerName = 'istio.io/gateway-controller';
/** The class of app routing on AKS. */
const gatewayClassName = 'approuting-istio';

interface ParentReference {
  name: string;
  namespace?: string;
  sectionName?: string;
}

interface Listener {
  name: string;
  hostname?: string;
  allowedRoutes?: { namespaces?: { from?: string } };
}

/** A Gateway as the store has it. */
export type StoredGateway = Stored<{
  spec?: { gatewayClassName?: string; listeners?: Listener[] };
  status?: object;
}>;

/** An HTTPRoute as the store has it. */
export type StoredRoute = Stored<{
  spec?: {
    parentRefs?: ParentReference[];
    hostnames?: string[];
    rules?: {
      matches?: { path?: { type?: string; value?: string } }[];
      backendRefs?: { name: string; namespace?: string; port?: number }[];
    }[];
  };
  status?: {
    parents?: {
      parentRef: ParentReference;
      controllerName: string;
      conditions: Condition[];
    }[];
  };
}>;

/** Accepts Gateways of app routing's class and the HTTPRoutes that they let in. */
export function startGatewayController(context: ControllerContext): () => void {
  const { store } = context;
  const allRoutes = () => store.list<StoredRoute>('HTTPRoute').map(keyOf);
  const ends = [
    runController(
      context,
      [watching<StoredGateway>('Gateway', gateway => [keyOf(gateway)])],
      key => reconcileGateway(context, key),
    ),
    runController(
      context,
      [
        watching<StoredRoute>('HTTPRoute', route => [keyOf(route)]),
        watching<StoredGateway>('Gateway', allRoutes),
        watching<StoredService>('Service', allRoutes),
      ],
      key => reconcileRoute(context, key),
    ),
  ];
  return () => ends.forEach(end => end());
}

/** Whether a Gateway of the sandbox has accepted the route. */
export function isAccepted({ status }: StoredRoute): boolean {
  return (status?.parents ?? []).some(({ conditions }) =>
    conditions.some(
      ({ type, status: value }) => type === 'Accepted' && value === 'True',
    ),
  );
}

/** The class, and the Gateway that platform teams share. */
export function createSharedGateway(
  store: ObjectStore,
  namespace: string,
): void {
  const apiVersion = 'gateway.networking.k8s.io/v1';
  if (!store.get('GatewayClass', '', gatewayClassName)) {
    store.create({
      apiVersion,
      kind: 'GatewayClass',
      metadata: { name: gatewayClassName },
      spec: { controllerName },
    });
  }
  if (store.get('Gateway', namespace, 'shared')) return;
  store.create({
    apiVersion,
    kind: 'Gateway',
    metadata: { name: 'shared', namespace },
    spec: {
      gatewayClassName,
      listeners: [
        {
          name: 'http',
          port: 80,
          protocol: 'HTTP',
          allowedRoutes: { namespaces: { from: 'All' } },
        },
      ],
    },
  });
}

function reconcileGateway(
  { store, clock }: ControllerContext,
  key: string,
): void {
  const gateway = store.get<StoredGateway & { status?: GatewayStatus }>(
    'Gateway',
    ...splitKey(key),
  );
  if (!gateway || gateway.spec?.gatewayClassName !== gatewayClassName) return;
  const good = (type: string): Condition => ({
    type,
    status: 'True',
    reason: type,
    message: '',
  });
  const conditions = ['Accepted', 'Programmed']
    .map(good)
    .reduce(
      (all, condition) => withCondition(all, condition, clock.now()),
      gateway.status?.conditions ?? [],
    );
  writeStatus(store, gateway, {
    addresses: [{ type: 'IPAddress', value: '127.0.0.1' }],
    conditions,
  });
}

interface GatewayStatus {
  addresses: object[];
  conditions: Condition[];
}

function reconcileRoute(
  { store, clock }: ControllerContext,
  key: string,
): void {
  const route = store.get<StoredRoute>('HTTPRoute', ...splitKey(key));
  if (!route || route.metadata.deletionTimestamp) return;
  const parents = (route.spec?.parentRefs ?? []).flatMap(parentRef => {
    const gateway = store.get<StoredGateway>(
      'Gateway',
      parentRef.namespace ?? route.metadata.namespace,
      parentRef.name,
    );
    if (gateway?.spec?.gatewayClassName !== gatewayClassName) return [];
    const before = route.status?.parents?.find(
      one =>
        one.parentRef.name === parentRef.name &&
        one.parentRef.namespace === parentRef.namespace,
    );
    const conditions = [
      acceptance(route, gateway),
      resolution(store, route),
    ].reduce(
      (all, condition) => withCondition(all, condition, clock.now()),
      before?.conditions ?? [],
    );
    return { parentRef, controllerName, conditions };
  });
  writeStatus(store, route, { parents });
}

function acceptance(
  { metadata, spec }: StoredRoute,
  gateway: StoredGateway,
): Condition & { observedGeneration?: number } {
  const observedGeneration = metadata.generation;
  const refused = (reason: string, message: string) => ({
    type: 'Accepted',
    status: 'False',
    reason,
    message,
    observedGeneration,
  });
  const listeners = gateway.spec?.listeners ?? [];
  const open = listeners.filter(
    ({ allowedRoutes }) =>
      allowedRoutes?.namespaces?.from === 'All' ||
      metadata.namespace === gateway.metadata.namespace,
  );
  if (open.length === 0) {
    return refused(
      'NotAllowedByListeners',
      `hostnames matched parent hostname "", but namespace "${metadata.namespace}" is not allowed by the parent`,
    );
  }
  const hosts = spec?.hostnames ?? [];
  const serves = open.some(
    ({ hostname }) =>
      !hostname ||
      hosts.length === 0 ||
      hosts.some(host => isWithin(host, hostname)),
  );
  if (!serves) {
    return refused(
      'NoMatchingListenerHostname',
      `no hostnames matched parent hostname "${open[0].hostname}"`,
    );
  }
  return {
    type: 'Accepted',
    status: 'True',
    reason: 'Accepted',
    message: 'Route was valid',
    observedGeneration,
  };
}

function isWithin(host: string, hostname: string): boolean {
  return hostname.startsWith('*.')
    ? host.endsWith(hostname.slice(1))
    : host === hostname;
}

function resolution(
  store: ObjectStore,
  { metadata, spec }: StoredRoute,
): Condition & { observedGeneration?: number } {
  const missing = (spec?.rules ?? [])
    .flatMap(({ backendRefs }) => backendRefs ?? [])
    .find(
      ({ name, namespace = metadata.namespace }) =>
        !store.get<{ metadata: ObjectMeta }>('Service', namespace, name),
    );
  return {
    type: 'ResolvedRefs',
    status: missing ? 'False' : 'True',
    reason: missing ? 'BackendNotFound' : 'ResolvedRefs',
    message: missing
      ? `backend(${missing.name}.${missing.namespace ?? metadata.namespace}.svc.cluster.local) not found`
      : 'All references resolved',
    observedGeneration: metadata.generation,
  };
}
