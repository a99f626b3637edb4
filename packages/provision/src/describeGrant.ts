import type { RoleGrant } from './ManagedIdentityProvider';

/** Names of the roles that FHIR servers usually get (Azure built-in roles). */
const roleNames: Record<string, string> = {
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe': 'Storage Blob Data Contributor',
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1': 'Storage Blob Data Reader',
  '7f951dda-4ed3-4680-a7ca-43fe172d538d': 'AcrPull',
  '4633458b-17de-408a-b874-0445c86b69e6': 'Key Vault Secrets User',
};

/** `Role Storage Blob Data Contributor on stfhir`. */
export function describeGrant({ role, scope }: RoleGrant): string {
  return `Role ${roleNames[role.toLowerCase()] ?? role} on ${scope.split('/').pop()}`;
}
