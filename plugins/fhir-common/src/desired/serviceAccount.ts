import type { Fhir } from '../api/fhir';
import { ANNOTATIONS, names } from '../names';
import type { KubernetesObject } from './KubernetesObject';
import { objectMeta } from './objectMeta';

/**
 * The ServiceAccount that the managed identity trusts (Azure Workload Identity). The pods mount no API token: the
 * webhook adds a projected token of its own.
 */
export function serviceAccount(fhir: Fhir): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: objectMeta(fhir, 'identity', names.serviceAccount(fhir), {
      annotations: workloadIdentityAnnotations(fhir),
    }),
    automountServiceAccountToken: false,
  };
}

/** What the Workload Identity webhook reads; a change needs new pods. */
export function workloadIdentityAnnotations({
  spec: { identity },
}: Fhir): Record<string, string> {
  return {
    ...(identity.clientId
      ? { [ANNOTATIONS.workloadIdentityClientId]: identity.clientId }
      : {}),
    ...(identity.tenantId
      ? { [ANNOTATIONS.workloadIdentityTenantId]: identity.tenantId }
      : {}),
  };
}
