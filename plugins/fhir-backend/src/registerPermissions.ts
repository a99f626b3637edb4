import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  fhirInstanceCreatePermission,
  fhirPermissions,
  parseInstanceId,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  type FhirInstanceResource,
  fhirInstanceResourceRef,
  fhirInstanceRules,
} from '@fhir-on-aks/plugin-fhir-node';
import type { FleetCache } from './fleet/FleetCache';

/** Tells the permission framework which permissions and rules there are, and the instances that they are about. */
export function registerPermissions(options: {
  permissionsRegistry: PermissionsRegistryService;
  fleet: FleetCache;
}): void {
  const { permissionsRegistry, fleet } = options;
  permissionsRegistry.addPermissions([fhirInstanceCreatePermission]);
  permissionsRegistry.addResourceType({
    resourceRef: fhirInstanceResourceRef,
    permissions: fhirPermissions.filter(
      permission => permission !== fhirInstanceCreatePermission,
    ),
    rules: Object.values(fhirInstanceRules),
    getResources: async ids => ids.map(id => resourceOf(fleet, id)),
  });
}

function resourceOf(
  fleet: FleetCache,
  id: string,
): FhirInstanceResource | undefined {
  const target = parseInstanceId(id);
  return target && fleet.find(target);
}
