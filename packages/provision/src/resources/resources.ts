import { federatedCredential } from './federatedCredential';
import { fhir } from './fhir';
import { managedIdentity } from './managedIdentity';
import { stepsOf, type ResourceSteps } from './Resource';
import { roleAssignment } from './roleAssignment';

/** All that provisioning makes: provision and update go through it in this order, deprovision in reverse. */
export const resources: readonly ResourceSteps[] = [
  stepsOf(managedIdentity),
  stepsOf(federatedCredential),
  stepsOf(roleAssignment),
  stepsOf(fhir),
];
