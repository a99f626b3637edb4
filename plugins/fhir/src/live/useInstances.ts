import type { InstanceList } from '@fhir-on-aks/plugin-fhir-common';
import { queryKeys } from './LiveQueries';
import { useLiveQuery, type Live } from './useLiveQuery';

/** All FHIR servers that the reader may see, live. */
export function useInstances(): Live<InstanceList> {
  return useLiveQuery(queryKeys.instances, api => api.listInstances());
}
