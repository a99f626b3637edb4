import type { Fhir } from '../api/fhir';
import { ANNOTATIONS, names } from '../names';
import type { KubernetesObject } from './KubernetesObject';
import { objectMeta } from './objectMeta';

const API_VERSION = 'aadpodidentity.k8s.io/v1';
const USER_ASSIGNED = 0;

// Without it a pod of any namespace could take the identity.
const namespaced = { [ANNOTATIONS.podIdentityBehavior]: 'namespaced' };

/** The managed identity as AAD Pod Identity knows it (archived upstream: for older clusters). */
export function azureIdentity(fhir: Fhir): KubernetesObject {
  const { clientId, resourceId, tenantId } = fhir.spec.identity;
  return {
    apiVersion: API_VERSION,
    kind: 'AzureIdentity',
    metadata: objectMeta(fhir, 'identity', names.azureIdentity(fhir), {
      annotations: namespaced,
    }),
    spec: {
      type: USER_ASSIGNED,
      resourceID: resourceId,
      clientID: clientId,
      ...(tenantId ? { tenantID: tenantId } : {}),
    },
  };
}

/** Binds the identity to the pods whose label `aadpodidbinding` equals the selector. */
export function azureIdentityBinding(fhir: Fhir): KubernetesObject {
  return {
    apiVersion: API_VERSION,
    kind: 'AzureIdentityBinding',
    metadata: objectMeta(fhir, 'identity', names.azureIdentityBinding(fhir), {
      annotations: namespaced,
    }),
    spec: {
      azureIdentity: names.azureIdentity(fhir),
      selector: names.podIdentitySelector(fhir),
    },
  };
}
