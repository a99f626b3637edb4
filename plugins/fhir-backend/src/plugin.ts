import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  parseFleetConfig,
  parseOperatorSettings,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  connectClusterServiceRef,
  InstanceAccess,
} from '@fhir-on-aks/plugin-fhir-node';
import { registerActions } from './actions/registerActions';
import { announceChanges } from './announceChanges';
import { countInstances } from './countInstances';
import { FleetCache } from './fleet/FleetCache';
import { registerPermissions } from './registerPermissions';
import { createRouter } from './routes/createRouter';

/**
 * Status of the FHIR servers of all clusters of `fhir.clusters`, from a watch cache: REST API, permissions, live
 * signals, actions for agents and the command line.
 *
 * @public
 */
export const fhirPlugin = createBackendPlugin({
  pluginId: 'fhir',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        lifecycle: coreServices.lifecycle,
        httpRouter: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        auditor: coreServices.auditor,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
        metrics: metricsServiceRef,
        actionsRegistry: actionsRegistryServiceRef,
        connect: connectClusterServiceRef,
      },
      async init({ config, connect, lifecycle, httpRouter, ...services }) {
        const { logger, permissionsRegistry } = services;
        const settings = parseOperatorSettings(
          config.getOptional('fhirOperator'),
        );
        const fleet = new FleetCache({
          fleet: parseFleetConfig(config.getOptional('fhir')),
          connect,
          logger,
        });
        registerPermissions({ permissionsRegistry, fleet });
        const access = new InstanceAccess(services);
        const endAnnouncements = announceChanges({ ...services, fleet });
        countInstances({ ...services, fleet });
        registerActions({ ...services, fleet, access });
        httpRouter.use(createRouter({ ...services, fleet, access, settings }));
        lifecycle.addStartupHook(() => fleet.start());
        lifecycle.addShutdownHook(async () => {
          endAnnouncements();
          await fleet.stop();
        });
      },
    });
  },
});
