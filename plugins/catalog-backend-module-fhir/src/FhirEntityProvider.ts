import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { ClusterWatch } from './ClusterWatch';
import type { FleetCatalog } from './FleetCatalog';

/**
 * The source of the entities of one cluster. One provider per cluster: a full mutation replaces what its own cluster
 * said and nothing else, and the entities of a cluster that leaves the configuration go with its provider.
 */
export class FhirEntityProvider implements EntityProvider {
  readonly #cluster: string;
  readonly #catalog: FleetCatalog;
  readonly #watch: ClusterWatch;

  constructor(options: {
    cluster: string;
    catalog: FleetCatalog;
    watch: ClusterWatch;
  }) {
    this.#cluster = options.cluster;
    this.#catalog = options.catalog;
    this.#watch = options.watch;
  }

  getProviderName(): string {
    return `fhir:${this.#cluster}`;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#catalog.connect(this.#cluster, connection);
    this.#watch.start();
  }
}
