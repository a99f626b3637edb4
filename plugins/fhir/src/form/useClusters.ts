import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { ClusterChoice } from '@fhir-on-aks/plugin-fhir-common';
import { fhirApiRef } from '../api/FhirApi';
import { useLive, type Live } from '../live/useLive';

const concernsNobody = () => false;

/** The clusters that the form offers; asked again while it is open, so that one that answers again can be chosen. */
export function useClusters(): Live<ClusterChoice[]> {
  const api = useApi(fhirApiRef);
  const load = useCallback(() => api.listClusters(), [api]);
  return useLive(load, concernsNobody);
}
