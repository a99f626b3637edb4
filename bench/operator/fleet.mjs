/** The namespace of all Fhirs of a run. */
export const namespace = 'bench';

/** Collections of what a Fhir of the fleet consists of: all of them must be there before it counts as complete. */
export const collections = {
  Fhir: `/apis/fhir-on-aks.io/v1alpha1/namespaces/${namespace}/fhirs`,
  ServiceAccount: `/api/v1/namespaces/${namespace}/serviceaccounts`,
  ConfigMap: `/api/v1/namespaces/${namespace}/configmaps`,
  Deployment: `/apis/apps/v1/namespaces/${namespace}/deployments`,
  Service: `/api/v1/namespaces/${namespace}/services`,
  Ingress: `/apis/networking.k8s.io/v1/namespaces/${namespace}/ingresses`,
  PodDisruptionBudget: `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`,
};

/** @param {number} count */
export function fleetNames(count) {
  return Array.from({ length: count }, (_, index) => `fhir-${index}`);
}

/** @param {string} name */
export function fhirNamed(name) {
  return {
    apiVersion: 'fhir-on-aks.io/v1alpha1',
    kind: 'Fhir',
    metadata: { name, namespace },
    spec: {
      fhirVersion: 'R4',
      image: { tag: '5.0.30' },
      size: 'Small',
      replicas: 2,
      identity: {
        type: 'WorkloadIdentity',
        clientId: '11111111-2222-3333-4444-555555555555',
      },
      database: {
        server: 'sql-fhir.database.windows.net',
        name,
        authentication: 'WorkloadIdentity',
      },
      security: {
        mode: 'Enabled',
        authority:
          'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000001/v2.0',
        audience: `api://${name}`,
      },
      exposure: { type: 'Ingress', host: `${name}.fhir.example.org` },
    },
  };
}

/**
 * @param {import('./apiClient.mjs').ApiClient} api
 * @param {string} name
 */
export async function createFhir(api, name) {
  await api.request('POST', collections.Fhir, fhirNamed(name));
}

/**
 * @param {import('./apiClient.mjs').ApiClient} api
 * @param {string} name
 * @param {string} tag
 */
export async function setImageTag(api, name, tag) {
  await api.request(
    'PATCH',
    `${collections.Fhir}/${name}`,
    { spec: { image: { tag } } },
    'application/merge-patch+json',
  );
}

/**
 * @param {import('./apiClient.mjs').ApiClient} api
 * @param {string} name
 */
export async function deleteFhir(api, name) {
  await api.request('DELETE', `${collections.Fhir}/${name}`, {
    propagationPolicy: 'Background',
  });
}

/**
 * Does something for every name, `width` at one time.
 * @param {string[]} names
 * @param {(name: string) => Promise<void>} action
 */
export async function forEach(names, action, width = 16) {
  const waiting = names[Symbol.iterator]();
  const lane = async () => {
    for (const name of waiting) await action(name);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
