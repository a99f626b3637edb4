import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type ClusterChoice,
  type ClusterState,
  type FhirTarget,
  type FleetConfig,
  instanceId,
} from '@fhir-on-aks/plugin-fhir-common';
import type { ConnectCluster } from '@fhir-on-aks/plugin-fhir-node';
import {
  ClusterNotReadyError,
  ClusterUnknownError,
  FhirGoneError,
} from '../errors';
import { ClusterCache } from './ClusterCache';
import type { CachedInstance } from './readInstance';

/** An instance and the cache that holds it. */
export interface Located {
  cache: ClusterCache;
  instance: CachedInstance;
}

/** The FHIR servers of all clusters, in memory. One cluster that is down is that cluster's matter. */
export class FleetCache {
  readonly #clusters: Map<string, ClusterCache>;
  readonly #handlers = new Set<(ids: string[]) => void>();

  constructor(options: {
    fleet: FleetConfig;
    connect: ConnectCluster;
    logger: LoggerService;
  }) {
    const { fleet, connect, logger } = options;
    const onChange = (ids: string[]) =>
      this.#handlers.forEach(handler => handler(ids));
    this.#clusters = new Map(
      fleet.clusters.map(cluster => [
        cluster.name,
        new ClusterCache({ cluster, connect, logger, onChange }),
      ]),
    );
  }

  /** Calls the handler with the ids that changed; an empty list says that only the state of a cluster did. */
  onChange(handler: (ids: string[]) => void): void {
    this.#handlers.add(handler);
  }

  /** Begins to watch all clusters. */
  start(): void {
    this.#clusters.forEach(cache => cache.start());
  }

  /** Ends all watches. */
  async stop(): Promise<void> {
    await Promise.all([...this.#clusters.values()].map(cache => cache.stop()));
  }

  /** How each cluster answers, in the order of the configuration. */
  clusterStates(): ClusterState[] {
    return [...this.#clusters.values()].map(cache => cache.state());
  }

  /** The clusters as the forms need them. */
  clusterChoices(): ClusterChoice[] {
    return [...this.#clusters.values()].map(cache => {
      const { namespaces, hostPattern, urlPattern, ...cluster } = cache.cluster;
      const { databaseServer, authority, audiencePattern } = cluster;
      const defaults = { databaseServer, authority, audiencePattern };
      return {
        ...cache.state(),
        namespaces,
        hostPattern,
        urlPattern,
        defaults,
      };
    });
  }

  /** All instances of all clusters, also of those that do not answer now: their last known state. */
  instances(): CachedInstance[] {
    return [...this.#clusters.values()].flatMap(cache => cache.instances());
  }

  /** The cache of a cluster; throws when the portal does not know it. */
  cluster(name: string): ClusterCache {
    const cache = this.#clusters.get(name);
    if (!cache) throw new ClusterUnknownError(name, [...this.#clusters.keys()]);
    return cache;
  }

  /** An instance, or undefined when the portal does not know of it now. */
  find({ cluster, namespace, name }: FhirTarget): CachedInstance | undefined {
    return this.#clusters.get(cluster)?.instance(namespace, name);
  }

  /** An instance; throws one of three errors: cluster unknown, Fhir gone, cluster not ready to say. */
  locate(target: FhirTarget): Located {
    const cache = this.cluster(target.cluster);
    const instance = cache.instance(target.namespace, target.name);
    if (instance) return { cache, instance };
    const state = cache.state();
    const neverRead = state.asOf === undefined;
    if (neverRead || state.state === 'crd-missing') {
      throw new ClusterNotReadyError(state);
    }
    throw new FhirGoneError(instanceId(target));
  }
}
