import type { ClusterClient } from './ClusterClient';

/** A client that passes every call on to another one: the base of clients that change some of them. */
export function forwardCalls(cluster: ClusterClient): ClusterClient {
  return {
    get: (...call) => cluster.get(...call),
    list: (...call) => cluster.list(...call),
    watch: (...call) => cluster.watch(...call),
    logs: (...call) => cluster.logs(...call),
    served: (...call) => cluster.served(...call),
    apply: (...call) => cluster.apply(...call),
    create: (...call) => cluster.create(...call),
    replace: (...call) => cluster.replace(...call),
    patch: (...call) => cluster.patch(...call),
    remove: (...call) => cluster.remove(...call),
  };
}
