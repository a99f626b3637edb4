import { useEffect, useRef } from 'react';
import { useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  FHIR_SIGNAL_CHANNEL,
  type InstanceId,
} from '@fhir-on-aks/plugin-fhir-common';

/**
 * Calls `onChange` with the ids that changed, once per signal. `useSignal` keeps only the last of several signals that
 * arrive together, and each names other ids: so the subscription is made here. False when the app has no signals.
 */
export function useFhirSignal(
  onChange: (changed: InstanceId[]) => void,
): boolean {
  const signals = useApiHolder().get(signalApiRef);
  const handler = useRef(onChange);
  handler.current = onChange;

  useEffect(() => {
    const subscription = signals?.subscribe<{ changed: InstanceId[] }>(
      FHIR_SIGNAL_CHANNEL,
      signal => handler.current(signal.changed),
    );
    return () => subscription?.unsubscribe();
  }, [signals]);

  return signals !== undefined;
}
