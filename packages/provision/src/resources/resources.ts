import { federatedCredential } from './federatedCredential';
import { fhir } from './fhir';
import { managedIdentity } from './managedIdentity';
import { plannable, type PlannableResource } from './Resource';
import { roleAssignment } from './roleAssignment';

/** All that provisioning makes: provision and update go through it in this order, deprovision in reverse. */
export const resources: readonly PlannableResource[] = [
  plannable(managedIdentity),
  plannable(federatedCredential),
  plannable(roleAssignment),
  plannable(fhir),
];
