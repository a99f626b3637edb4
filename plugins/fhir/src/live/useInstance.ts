import type {
  ClusterState,
  InstanceDetail,
  InstanceId,
} from '@fhir-on-aks/plugin-fhir-common';
import type { FhirApi } from '../api/FhirApi';
import { statusOf } from '../api/FhirRequestError';
import { queryKeys } from './LiveQueries';
import { useLiveQuery, type Live } from './useLiveQuery';

/** A FHIR server as it is, or why there is none to show. */
export type InstanceView =
  | { kind: 'found'; detail: InstanceDetail }
  | { kind: 'gone' }
  | { kind: 'forbidden'; message: string }
  | { kind: 'cluster'; cluster: ClusterState };

/** One FHIR server, live. What is no server (gone, forbidden, cluster without the API) is a view, not an error. */
export function useInstance(id: InstanceId): Live<InstanceView> {
  return useLiveQuery(queryKeys.instance(id), api => loadView(api, id));
}

async function loadView(api: FhirApi, id: InstanceId): Promise<InstanceView> {
  try {
    return { kind: 'found', detail: await api.getInstance(id) };
  } catch (error) {
    const status = error instanceof Error ? statusOf(error) : undefined;
    if (error instanceof Error && status === 403) {
      return { kind: 'forbidden', message: error.message };
    }
    if (status !== 404 && status !== 503) throw error;
    const cluster = await findCluster(api, id);
    if (cluster && cluster.state !== 'connected') {
      return { kind: 'cluster', cluster };
    }
    if (status === 404) return { kind: 'gone' };
    throw error;
  }
}

/** A server may be missing only because its cluster is: then the cluster is the news. */
async function findCluster(
  api: FhirApi,
  id: InstanceId,
): Promise<ClusterState | undefined> {
  const [name] = id.split('/');
  const clusters = await api.listClusters().catch(() => []);
  return clusters.find(cluster => cluster.name === name);
}
