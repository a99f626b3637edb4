import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { type ClusterClient, connectCluster } from '@fhir-on-aks/kube';
import type { FleetCluster } from '@fhir-on-aks/plugin-fhir-common';

/**
 * Opens the connection to a cluster of `fhir.clusters`; throws one sentence when its kubeconfig cannot be used.
 *
 * @public
 */
export type ConnectCluster = (
  cluster: FleetCluster,
) => ClusterClient & { close?(): Promise<void> };

/**
 * How the plugins of the portal reach clusters; replace it to sign in another way than by kubeconfig.
 *
 * @public
 */
export const connectClusterServiceRef = createServiceRef<ConnectCluster>({
  id: 'fhir.connect-cluster',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { plugin: coreServices.pluginMetadata },
      factory: ({ plugin }) => {
        const userAgent = `fhir-on-aks-portal/${plugin.getId()}`;
        return ({ kubeconfig, context }) =>
          connectCluster({ kubeconfigPath: kubeconfig, context, userAgent });
      },
    }),
});
