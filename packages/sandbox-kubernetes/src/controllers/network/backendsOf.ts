import type { StoredEndpointSlice } from './endpointSliceController';
import type { StoredService } from '../stored';
import type { ObjectStore } from '../../api';
import type { Route } from './routes';

/** A pod that takes the request, and the port of it. */
export interface Backend {
  podUid: string;
  port: number;
}

/** Where a route leads now: the ready pods, or why there are none. */
export type Backends = { ready: Backend[] } | { problem: string };

/** Follows a route: Service → EndpointSlices → ready endpoints. */
export function backendsOf(store: ObjectStore, route: Route): Backends {
  const { namespace, service: name, from } = route;
  const where = `${namespace}/${name}`;
  const service = store.get<StoredService>('Service', namespace, name);
  if (!service) {
    return {
      problem: `${from} leads to Service ${where}, which is not there.`,
    };
  }
  const port = service.spec?.ports?.find(
    one => one.name === route.port || one.port === route.port,
  );
  if (!port) {
    return {
      problem: `${from} leads to port ${route.port} of Service ${where}, which it does not have.`,
    };
  }
  const slices = store.list<StoredEndpointSlice>('EndpointSlice', {
    namespace,
    labelSelector: `kubernetes.io/service-name=${name}`,
  });
  const endpoints = slices.flatMap(slice =>
    (slice.endpoints ?? []).map(endpoint => ({
      ready: endpoint.conditions?.ready !== false,
      podUid: endpoint.targetRef?.uid ?? '',
      port: slice.ports?.find(one => (one.name ?? '') === (port.name ?? ''))
        ?.port,
    })),
  );
  const ready = endpoints.flatMap(({ podUid, port: number, ready: isReady }) =>
    isReady && number !== undefined ? { podUid, port: number } : [],
  );
  if (ready.length > 0) return { ready };
  return {
    problem: `No pod of Service ${where} is ready: 0 of ${endpoints.length}. See kubectl get pods -n ${namespace}.`,
  };
}
