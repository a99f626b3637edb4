import {
  parseProvisionRequest,
  type ProvisionRequest,
} from '@fhir-on-aks/plugin-fhir-common';
import type { KubernetesObject } from '@fhir-on-aks/kube';

/** Input of a request that needs nothing more; `cardio` in `aks-weu/cardiology`. */
export const sampleInput = {
  cluster: 'aks-weu',
  namespace: 'cardiology',
  name: 'cardio',
  owner: 'group:default/cardiology',
  title: 'Cardiology',
  spec: {
    fhirVersion: 'R4',
    replicas: 1,
    identity: { type: 'WorkloadIdentity' },
    database: { server: 'sql-fhir.database.windows.net', name: 'cardio' },
    security: {
      mode: 'Enabled',
      authority: 'https://login.example.org/v2.0',
      audience: 'api://cardio',
    },
    exposure: { host: 'cardio.fhir.example.org' },
  },
};

/** The parsed request; `spec` replaces fields of the spec. */
export function sampleRequest(
  spec: Record<string, unknown> = {},
  rest: Record<string, unknown> = {},
): ProvisionRequest {
  return parseProvisionRequest({
    ...sampleInput,
    ...rest,
    spec: { ...sampleInput.spec, ...spec },
  });
}

/** The objects that a cluster has before the first Fhir. */
export function sampleCluster(): KubernetesObject[] {
  return ['kube-system', 'cardiology'].map(name => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  }));
}
