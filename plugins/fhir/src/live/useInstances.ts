import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { InstanceList } from '@fhir-on-aks/plugin-fhir-common';
import { fhirApiRef } from '../api/FhirApi';
import { useLive, type Live } from './useLive';

const always = () => true;
// In a large fleet something changes all the time, and each answer carries all of it.
const REST_MS = 2_000;

/** All FHIR servers that the reader may see, live. */
export function useInstances(): Live<InstanceList> {
  const api = useApi(fhirApiRef);
  const load = useCallback(() => api.listInstances(), [api]);
  return useLive(load, always, REST_MS);
}
