import type { KubernetesObject } from '@fhir-on-aks/kube';
import type { FhirSpecInput } from '@fhir-on-aks/plugin-fhir-common';

/** The namespace of all Fhirs of the tests. */
export const NAMESPACE = 'cardio-team';

/** A spec with everything that has no default. */
const plainSpec: FhirSpecInput = {
  fhirVersion: 'R4',
  identity: {
    type: 'WorkloadIdentity',
    clientId: '11111111-2222-3333-4444-555555555555',
  },
  database: {
    server: 'sql-sandbox.database.windows.net',
    name: 'cardio',
    authentication: 'WorkloadIdentity',
  },
  security: { mode: 'Disabled' },
  exposure: { type: 'Ingress', host: 'cardio.example.org' },
};

/** The same with AAD Pod Identity. */
export const podIdentitySpec: FhirSpecInput = {
  ...plainSpec,
  identity: {
    type: 'PodIdentity',
    clientId: '11111111-2222-3333-4444-555555555555',
    resourceId:
      '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-cardio',
  },
  database: { ...plainSpec.database, authentication: 'ManagedIdentity' },
};

/** A Fhir as a person applies it. */
export function fhirNamed(
  name = 'cardio',
  spec: Partial<FhirSpecInput> = {},
): KubernetesObject {
  return {
    apiVersion: 'fhir-on-aks.io/v1alpha1',
    kind: 'Fhir',
    metadata: { namespace: NAMESPACE, name },
    spec: { ...plainSpec, ...spec },
  };
}
