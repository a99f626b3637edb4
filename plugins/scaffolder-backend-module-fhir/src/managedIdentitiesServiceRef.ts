import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import type { FleetCluster } from '@fhir-on-aks/plugin-fhir-common';
import {
  azureManagedIdentities,
  type ManagedIdentityProvider,
} from '@fhir-on-aks/provision';

/**
 * The managed identities of a cluster of `fhir.clusters`; undefined when the cluster has no Azure settings. The
 * correlation id joins all calls of a task in the Azure Activity Log.
 *
 * @public
 */
export type ManagedIdentitiesOf = (
  cluster: FleetCluster,
  options: { correlationId?: string },
) => ManagedIdentityProvider | undefined;

/**
 * How the scaffolder reaches Azure; replace it to sign in another way than the configuration or DefaultAzureCredential.
 *
 * @public
 */
export const managedIdentitiesServiceRef =
  createServiceRef<ManagedIdentitiesOf>({
    id: 'fhir.managed-identities',
    scope: 'plugin',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: {},
        factory:
          () =>
          ({ azure }, options) =>
            azure && azureManagedIdentities(azure, options),
      }),
  });
