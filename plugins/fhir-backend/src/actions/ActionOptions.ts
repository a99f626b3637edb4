import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { InstanceAccess } from '@fhir-on-aks/plugin-fhir-node';
import type { FleetCache } from '../fleet/FleetCache';

/** What the actions need. */
export interface ActionOptions {
  actionsRegistry: ActionsRegistryService;
  fleet: FleetCache;
  access: InstanceAccess;
}
