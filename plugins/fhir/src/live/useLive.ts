import { useCallback, useEffect, useRef, useState } from 'react';
import type { InstanceId } from '@fhir-on-aks/plugin-fhir-common';
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
 * Loads once, again after each signal that concerns the value, and by polling where there are no signals. Changes
 * during a load are loaded once more afterwards; a hidden tab catches up when it is seen again.
 */
export function useLive<T>(
  load: () => Promise<T>,
  concerns: (changed: InstanceId[]) => boolean,
): Live<T> {
  const visible = usePageVisible();
  const [state, setState] = useState<Omit<Live<T>, 'refresh'>>({
    loading: true,
  });
  const run = useRef({ busy: false, stale: false, load });

  const refresh = useCallback(() => {
    const current = run.current;
    if (current.busy) {
      current.stale = true;
      return;
    }
    current.busy = true;
    const settle = (next: (old: Omit<Live<T>, 'refresh'>) => typeof old) => {
      current.busy = false;
      if (run.current !== current) return;
      setState(next);
      if (current.stale) {
        current.stale = false;
        refresh();
      }
    };
    current.load().then(
      value => settle(() => ({ value, loading: false })),
      error => settle(old => ({ ...old, error, loading: false })),
    );
  }, []);

  useEffect(() => {
    run.current = { busy: false, stale: false, load };
    setState({ loading: true });
    return () => {
      run.current = { busy: false, stale: false, load };
    };
  }, [load]);

  useEffect(() => {
    if (visible) refresh();
  }, [visible, refresh, load]);

  const hasSignals = useFhirSignal(changed => {
    if (!concerns(changed)) return;
    if (visible) refresh();
  });

  const seconds =
    hasSignals && !state.error
      ? POLL_SECONDS.withSignals
      : POLL_SECONDS.withoutSignals;
  useEffect(() => {
    if (!visible) return undefined;
    const timer = setInterval(refresh, seconds * 1000);
    return () => clearInterval(timer);
  }, [visible, seconds, refresh]);

  return { ...state, refresh };
}
