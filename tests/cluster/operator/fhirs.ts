import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { KubernetesObject } from '@fhir-on-aks/kube';
import type { FhirSpecInput } from '@fhir-on-aks/plugin-fhir-common';
import { parseAllDocuments } from 'yaml';

const rendered = path.resolve(__dirname, '../../../examples/rendered');

/** Every example of the repository, as the portal makes it, in one namespace. */
export function exampleFhirs(namespace: string): KubernetesObject[] {
  return readdirSync(rendered).map(file => {
    const text = readFileSync(path.join(rendered, file), 'utf8');
    const fhir: KubernetesObject = parseAllDocuments(text)[0]?.toJS();
    return { ...fhir, metadata: { ...fhir.metadata, namespace } };
  });
}

const clientId = '11111111-2222-3333-4444-555555555555';

/** Workload Identity, an Ingress, sign-in off. */
export function plainSpec(name: string): FhirSpecInput {
  return {
    fhirVersion: 'R4',
    identity: { type: 'WorkloadIdentity', clientId },
    database: {
      server: 'sql-sandbox.database.windows.net',
      name,
      authentication: 'WorkloadIdentity',
    },
    security: { mode: 'Disabled' },
    exposure: { type: 'Ingress', host: `${name}.example.org` },
  };
}

/** The same with AAD Pod Identity. */
export function podIdentitySpec(name: string): FhirSpecInput {
  const plain = plainSpec(name);
  return {
    ...plain,
    identity: {
      type: 'PodIdentity',
      clientId,
      resourceId: `/subscriptions/${clientId}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-${name}`,
    },
    database: { ...plain.database, authentication: 'ManagedIdentity' },
  };
}

/** Every child that goes with Workload Identity and an Ingress: schema Job, roles, policy, budget. */
export function fullSpec(name: string): FhirSpecInput {
  const plain = plainSpec(name);
  return {
    ...plain,
    replicas: 2,
    networkPolicy: { mode: 'Enabled' },
    database: { ...plain.database, schemaUpgrades: 'Job' },
    authorization: {
      mode: 'Enabled',
      roles: [{ name: 'reader', dataActions: ['read'] }],
    },
  };
}

/** Every other child: AAD Pod Identity, an autoscaler, an HTTPRoute. */
export function otherSpec(name: string): FhirSpecInput {
  return {
    ...podIdentitySpec(name),
    autoscaling: { minReplicas: 1, maxReplicas: 4, targetCpuPercent: 70 },
    exposure: { type: 'HTTPRoute', host: `${name}.example.org` },
  };
}

/** As few children as there can be. */
export function leastSpec(name: string): FhirSpecInput {
  const plain = plainSpec(name);
  return {
    ...plain,
    identity: { type: 'None' },
    exposure: { type: 'None' },
    database: {
      ...plain.database,
      authentication: 'Secret',
      connectionStringSecret: { name: 'sql', key: 'text' },
    },
  };
}

/** A Fhir as the portal applies it. */
export function fhirOf(
  namespace: string,
  name: string,
  spec: FhirSpecInput = plainSpec(name),
): KubernetesObject {
  return {
    apiVersion: 'fhir-on-aks.io/v1alpha1',
    kind: 'Fhir',
    metadata: { namespace, name },
    spec,
  };
}
