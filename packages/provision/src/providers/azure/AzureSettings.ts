import type { AzureConfig } from '@fhir-on-aks/plugin-fhir-common';
import type { RoleGrant } from '../../ManagedIdentityProvider';

/** Azure settings of a cluster, with the roles that every identity gets. */
export type AzureSettings = AzureConfig & { roleAssignments?: RoleGrant[] };
