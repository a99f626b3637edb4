import type { AuditorService } from '@backstage/backend-plugin-api';
import type { ClusterClient } from '@fhir-on-aks/kube';
import type {
  FleetCluster,
  FleetConfig,
} from '@fhir-on-aks/plugin-fhir-common';
import type { InstanceAccess } from '@fhir-on-aks/plugin-fhir-node';
import type { Clock } from '@fhir-on-aks/provision';
import type { ManagedIdentitiesOf } from './managedIdentitiesServiceRef';

/** What the actions reach the world through. */
export interface ActionDependencies {
  fleet: FleetConfig;
  clusters: { get(cluster: FleetCluster): ClusterClient };
  identitiesOf: ManagedIdentitiesOf;
  access: InstanceAccess;
  auditor: AuditorService;
  clock?: Clock;
}
