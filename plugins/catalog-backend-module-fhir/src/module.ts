import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { parseFleetConfig } from '@fhir-on-aks/plugin-fhir-common';
import { checkEntityNamePattern } from './checkEntityNamePattern';
import { ClusterWatch } from './ClusterWatch';
import { connectClusterServiceRef } from '@fhir-on-aks/plugin-fhir-node';
import { FhirEntityProvider } from './FhirEntityProvider';
import { FleetCatalog } from './FleetCatalog';

/**
 * Brings the FHIR servers of all clusters of `fhir.clusters` into the software catalog.
 *
 * @public
 */
export const catalogModuleFhir = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'fhir',
  register(env) {
    env.registerInit({
      deps: {
        processing: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        connect: connectClusterServiceRef,
      },
      async init({ processing, config, lifecycle, logger, connect }) {
        const fleet = parseFleetConfig(config.getOptional('fhir'));
        const { entityNamePattern } = fleet.catalog;
        checkEntityNamePattern(entityNamePattern);
        const clusters = fleet.clusters.map(({ name }) => name);
        const catalog = new FleetCatalog({ clusters, logger });
        const watches = fleet.clusters.map(cluster => {
          const options = { cluster, entityNamePattern, connect };
          const watch = new ClusterWatch({ ...options, catalog, logger });
          processing.addEntityProvider(
            new FhirEntityProvider({ cluster: cluster.name, catalog, watch }),
          );
          return watch;
        });
        lifecycle.addShutdownHook(async () => {
          catalog.stop();
          await Promise.all(watches.map(watch => watch.stop()));
        });
      },
    });
  },
});
