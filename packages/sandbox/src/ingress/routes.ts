import type { ObjectStore } from '../kubernetes';
import {
  isServed,
  type StoredIngress,
} from '../controllers/network/ingressController';
import { keyOf } from '../controllers/stored';

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

/** Every route that an Ingress of a served class asks for. */
export function ingressRoutes(store: ObjectStore): Route[] {
  return store
    .list<StoredIngress>('Ingress')
    .filter(ingress => isServed(store, ingress))
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .flatMap(routesOf);
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
