import { useCallback, useEffect, useRef, useState } from 'react';
import type { InstanceId } from '@fhir-on-aks/plugin-fhir-common';
import { Pacer } from './Pacer';
import { useFhirSignal } from './useFhirSignal';
import { usePageVisible } from './usePageVisible';

/** A value that follows the backend. An error leaves the last value in place. */
export interface Live<T> {
  value?: T;
  error?: Error;
  /** True until the first answer, good or bad. */
  loading: boolean;
  refresh: () => void;
}

/** Without signals the page asks by itself; with signals only now and then, should the connection have been lost. */
const POLL_SECONDS = { withSignals: 60, withoutSignals: 5 };

/**
 * Loads once, again after each signal that concerns the value, and by polling where there are no signals. Signals that
 * arrive during a load or within `restMs` after it are answered by one load; a hidden tab catches up when it is seen
 * again.
 */
export function useLive<T>(
  load: () => Promise<T>,
  concerns: (changed: InstanceId[]) => boolean,
  restMs = 0,
): Live<T> {
  const visible = usePageVisible();
  const pacer = useRef<Pacer>();
  const [state, setState] = useState<Omit<Live<T>, 'refresh'>>({
    loading: true,
  });

  useEffect(() => {
    let current = true;
    const settle = (next: (old: Omit<Live<T>, 'refresh'>) => typeof old) => {
      if (current) setState(next);
    };
    const paced = new Pacer(
      () =>
        load().then(
          value => settle(() => ({ value, loading: false })),
          error => settle(old => ({ ...old, error, loading: false })),
        ),
      restMs,
    );
    pacer.current = paced;
    setState({ loading: true });
    return () => {
      current = false;
      paced.stop();
    };
  }, [load, restMs]);

  const refresh = useCallback(() => pacer.current?.now(), []);
  useEffect(() => {
    if (visible) refresh();
  }, [visible, refresh, load, restMs]);

  const hasSignals = useFhirSignal(changed => {
    if (visible && concerns(changed)) pacer.current?.request();
  });

  const seconds =
    hasSignals && !state.error
      ? POLL_SECONDS.withSignals
      : POLL_SECONDS.withoutSignals;
  useEffect(() => {
    if (!visible) return undefined;
    const timer = setInterval(() => pacer.current?.request(), seconds * 1000);
    return () => clearInterval(timer);
  }, [visible, seconds]);

  return { ...state, refresh };
}
