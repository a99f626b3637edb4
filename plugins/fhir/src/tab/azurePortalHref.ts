import type { FhirSpec } from '@fhir-on-aks/plugin-fhir-common';

/** The managed identity in the Azure portal; undefined when the server has none. */
export function azurePortalHref(
  identity: FhirSpec['identity'],
): string | undefined {
  const { resourceId, tenantId } = identity;
  if (!resourceId) return undefined;
  const tenant = tenantId ? `@${tenantId}` : '';
  return `https://portal.azure.com/#${tenant}/resource${resourceId}/overview`;
}
