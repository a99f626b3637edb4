import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { parseFleetConfig } from '@fhir-on-aks/plugin-fhir-common';
import {
  connectClusterServiceRef,
  InstanceAccess,
} from '@fhir-on-aks/plugin-fhir-node';
import { createDeprovisionAction } from './actions/deprovision';
import { createProvisionAction } from './actions/provision';
import { createUpdateAction } from './actions/update';
import { ClusterConnections } from './ClusterConnections';
import { managedIdentitiesServiceRef } from './managedIdentitiesServiceRef';

/**
 * The scaffolder actions `fhir:provision`, `fhir:update` and `fhir:deprovision` for the clusters of `fhir.clusters`.
 *
 * @public
 */
export const scaffolderModuleFhir = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'fhir',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        permissions: coreServices.permissions,
        auditor: coreServices.auditor,
        connect: connectClusterServiceRef,
        identitiesOf: managedIdentitiesServiceRef,
      },
      async init({
        actions,
        config,
        lifecycle,
        permissions,
        auditor,
        connect,
        identitiesOf,
      }) {
        const clusters = new ClusterConnections(connect);
        lifecycle.addShutdownHook(() => clusters.close());
        const dependencies = {
          fleet: parseFleetConfig(config.getOptional('fhir')),
          clusters,
          identitiesOf,
          access: new InstanceAccess({ permissions }),
          auditor,
        };
        actions.addActions(
          createProvisionAction(dependencies),
          createUpdateAction(dependencies),
          createDeprovisionAction(dependencies),
        );
      },
    });
  },
});
