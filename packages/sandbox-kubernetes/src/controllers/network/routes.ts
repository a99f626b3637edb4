import { isAccepted, type StoredRoute } from './gatewayController';
import { isServed, type StoredIngress } from './ingressController';
import { keyOf } from '../stored';
import type { ObjectStore } from '../../api';

/** What a host name and a path lead to. */
export interface Route {
  host: string;
  path: string;
  exact: boolean;
  namespace: string;
  service: string;
  port: string | number;
  /** `Ingress fhir/sample` */
  from: string;
}

/** Every route of the Ingresses of a served class, and of the HTTPRoutes that a Gateway has accepted. */
export function servedRoutes(store: ObjectStore): Route[] {
  return [...ingressRoutes(store), ...gatewayRoutes(store)];
}

function ingressRoutes(store: ObjectStore): Route[] {
  return store
    .list<StoredIngress>('Ingress')
    .filter(ingress => isServed(store, ingress))
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .flatMap(routesOf);
}

function gatewayRoutes(store: ObjectStore): Route[] {
  return store
    .list<StoredRoute>('HTTPRoute')
    .filter(isAccepted)
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .flatMap(routesOfGateway);
}

/** The route for a request; an exact path wins, then the longest prefix. */
export function findRoute(
  routes: Route[],
  host: string,
  path: string,
): Route | undefined {
  return routes
    .filter(route => hostMatches(route.host, host))
    .filter(route => pathMatches(route, path))
    .sort(
      (a, b) =>
        Number(b.exact) - Number(a.exact) || b.path.length - a.path.length,
    )[0];
}

function routesOf(ingress: StoredIngress): Route[] {
  const { namespace } = ingress.metadata;
  return (ingress.spec?.rules ?? []).flatMap(({ host = '*', http }) =>
    (http?.paths ?? []).flatMap(({ path = '/', pathType, backend }) => {
      const { service } = backend;
      const port = service?.port?.name ?? service?.port?.number;
      if (!service || port === undefined) return [];
      return {
        host,
        path,
        exact: pathType === 'Exact',
        namespace,
        service: service.name,
        port,
        from: `Ingress ${keyOf(ingress)}`,
      };
    }),
  );
}

function routesOfGateway(route: StoredRoute): Route[] {
  const { hostnames = ['*'], rules = [] } = route.spec ?? {};
  return hostnames.flatMap(host =>
    rules.flatMap(({ matches = [{}], backendRefs = [] }) =>
      matches.flatMap(({ path }) =>
        backendRefs.slice(0, 1).map(({ name, namespace, port = 80 }) => ({
          host,
          path: path?.value ?? '/',
          exact: path?.type === 'Exact',
          namespace: namespace ?? route.metadata.namespace,
          service: name,
          port,
          from: `HTTPRoute ${keyOf(route)}`,
        })),
      ),
    ),
  );
}

function hostMatches(pattern: string, host: string): boolean {
  if (pattern === '*' || pattern === host) return true;
  return (
    pattern.startsWith('*.') &&
    host.slice(host.indexOf('.')) === pattern.slice(1)
  );
}

/** Prefixes match whole segments. */
function pathMatches({ path, exact }: Route, requested: string): boolean {
  if (exact) return requested === path;
  const prefix = path.replace(/\/$/, '');
  return requested === prefix || requested.startsWith(`${prefix}/`);
}
