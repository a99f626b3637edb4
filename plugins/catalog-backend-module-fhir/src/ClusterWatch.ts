import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  type KubernetesObject,
  reflect,
  type Reflector,
} from '@fhir-on-aks/kube';
import {
  FHIR_RESOURCE,
  type FleetCluster,
  instanceId,
} from '@fhir-on-aks/plugin-fhir-common';
import type { ConnectCluster } from '@fhir-on-aks/plugin-fhir-node';
import { fhirEntity } from './fhirEntity';
import type { FleetCatalog } from './FleetCatalog';

/** How long until a kubeconfig that could not be used is read again. */
const CONNECT_AGAIN_MS = 15_000;

interface ClusterWatchOptions {
  cluster: FleetCluster;
  entityNamePattern: string;
  connect: ConnectCluster;
  catalog: FleetCatalog;
  logger: LoggerService;
}

/** Follows the Fhirs of one cluster and tells the catalog. What the cluster does not say removes nothing. */
export class ClusterWatch {
  readonly #options: ClusterWatchOptions;
  readonly #saidWarnings = new Set<string>();
  #reflector?: Reflector<KubernetesObject>;
  #close?: () => Promise<void>;
  #timer?: NodeJS.Timeout;
  #stopped = false;

  constructor(options: ClusterWatchOptions) {
    this.#options = options;
  }

  /** Begins to watch; a cluster that cannot be connected is tried again until `stop`. */
  start(): void {
    if (this.#stopped || this.#reflector) return;
    const { cluster, connect, logger } = this.#options;
    try {
      const client = connect(cluster);
      this.#close = () => client.close?.() ?? Promise.resolve();
      this.#follow(reflect({ cluster: client, type: FHIR_RESOURCE }));
    } catch (error) {
      logger.error(
        `Cluster ${cluster.name} cannot be connected, its FHIR servers in the catalog stay as they are; trying again in ${CONNECT_AGAIN_MS / 1_000} s`,
        toError(error),
      );
      this.#timer = setTimeout(() => this.start(), CONNECT_AGAIN_MS);
    }
  }

  /** Ends the watch and its connection. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#reflector?.stop();
    await this.#close?.();
  }

  #follow(reflector: Reflector<KubernetesObject>): void {
    const { cluster, catalog, logger } = this.#options;
    this.#reflector = reflector;
    reflector.onChange(({ type, object }) =>
      type === 'deleted' ? this.#gone(object) : this.#seen(object),
    );
    reflector.onState(({ state, message }) => {
      if (state === 'connected') {
        logger.info(`Catalog is in step with the Fhirs of ${cluster.name}`);
      } else {
        logger.warn(
          `Fhirs of cluster ${cluster.name} cannot be watched (${state}), their catalog entities stay as they are: ${message}`,
        );
      }
    });
    void reflector.synced.then(complete => {
      if (complete) catalog.markSynced(cluster.name);
    });
  }

  #seen(object: KubernetesObject): void {
    const { cluster, catalog, entityNamePattern, logger } = this.#options;
    const { entity, warnings } = fhirEntity(object, {
      cluster: cluster.name,
      entityNamePattern,
    });
    for (const warning of warnings) {
      if (this.#saidWarnings.has(warning)) continue;
      this.#saidWarnings.add(warning);
      logger.warn(warning);
    }
    catalog.upsert({ id: this.#idOf(object), cluster: cluster.name, entity });
  }

  #gone(object: KubernetesObject): void {
    this.#options.catalog.remove(this.#idOf(object));
  }

  #idOf({ metadata: { namespace = 'default', name } }: KubernetesObject) {
    return instanceId({
      cluster: this.#options.cluster.name,
      namespace,
      name,
    });
  }
}
