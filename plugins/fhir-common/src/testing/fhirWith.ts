import type { Fhir } from '../api/fhir';
import { parseFhir } from '../api/parseFhir';

/** A whole spec as a person writes it: R4 with Workload Identity, sign-in and an Ingress. */
export const specInput = {
  fhirVersion: 'R4',
  identity: {
    type: 'WorkloadIdentity',
    name: 'id-cardiology-cardio',
    clientId: '7a1c4f0e-3a55-4c39-9a0c-7f3a54d7b7aa',
    tenantId: '0d6a1f2b-0c1d-4e2f-8a3b-4c5d6e7f8091',
  },
  database: { server: 'sql-fhir.database.windows.net', name: 'fhir-cardio' },
  security: {
    mode: 'Enabled',
    authority: 'https://login.microsoftonline.com/0d6a1f2b/v2.0',
    audience: 'api://fhir-cardio',
  },
  exposure: { host: 'cardio.fhir.example.org' },
};

/** What a spec with AAD Pod Identity says of identity and database. */
export const podIdentity = {
  identity: {
    ...specInput.identity,
    type: 'PodIdentity',
    resourceId: '/subscriptions/5f0c/resourceGroups/rg-fhir/providers/id',
  },
  database: { ...specInput.database, authentication: 'ManagedIdentity' },
};

/** What a spec without Azure identity says of identity and database. */
export const noIdentity = {
  identity: { type: 'None' },
  database: {
    ...specInput.database,
    authentication: 'Secret',
    connectionStringSecret: { name: 'cardio-sql', key: 'connectionString' },
  },
};

/** A Fhir for tests: R4 with Workload Identity, sign-in and an Ingress, with some fields of its spec changed. */
export function fhirWith(changes: Record<string, unknown> = {}): Fhir {
  return parseFhir({
    apiVersion: 'fhir-on-aks.io/v1alpha1',
    kind: 'Fhir',
    metadata: { name: 'cardio', namespace: 'cardiology', uid: 'a7f0c9c2' },
    spec: { ...specInput, ...changes },
  });
}
