import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { InstanceList } from '@fhir-on-aks/plugin-fhir-common';
import { fhirApiRef } from '../api/FhirApi';
import { useLive, type Live } from './useLive';

const always = () => true;

/** All FHIR servers that the reader may see, live. */
export function useInstances(): Live<InstanceList> {
  const api = useApi(fhirApiRef);
  const load = useCallback(() => api.listInstances(), [api]);
  return useLive(load, always);
}
