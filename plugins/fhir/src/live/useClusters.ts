import type { ClusterChoice } from '@fhir-on-aks/plugin-fhir-common';
import { queryKeys } from './LiveQueries';
import { useLiveQuery, type Live } from './useLiveQuery';

/** The clusters that a form offers; polled while it is open, so that one that answers again can be chosen. */
export function useClusters(): Live<ClusterChoice[]> {
  return useLiveQuery(queryKeys.clusters, api => api.listClusters());
}
