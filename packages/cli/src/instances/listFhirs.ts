import {
  KubernetesApiError,
  type ClusterClient,
  type KubernetesObject,
} from '@fhir-on-aks/kube';
import {
  FHIR_RESOURCE,
  type FleetCluster,
} from '@fhir-on-aks/plugin-fhir-common';
import { CommandError } from '../CommandError';

/**
 * The Fhirs of a cluster: of one namespace, of all, or of those that the configuration names when not all may be seen.
 */
export async function listFhirs(
  client: ClusterClient,
  { name, namespaces }: FleetCluster,
  { namespace, signal }: { namespace?: string; signal?: AbortSignal } = {},
): Promise<KubernetesObject[]> {
  const list = async (where: string | undefined) =>
    (await client.list(FHIR_RESOURCE, { namespace: where, signal })).items;
  try {
    return await list(namespace);
  } catch (error) {
    if (isRefusal(error, 404)) throw unknownKind(name, error);
    if (namespace || !isRefusal(error, 403)) throw error;
  }
  return (await Promise.all(namespaces.map(list))).flat();
}

function unknownKind(cluster: string, cause: unknown): CommandError {
  return new CommandError(
    `Cluster ${cluster} does not know the Fhir resource.`,
    {
      next: 'Install it: kubectl apply --server-side -f deploy/crd/fhirs.yaml',
      cause,
    },
  );
}

function isRefusal(error: unknown, code: number): boolean {
  return error instanceof KubernetesApiError && error.code === code;
}
