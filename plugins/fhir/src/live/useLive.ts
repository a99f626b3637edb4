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

/**
 * Without signals the page asks by itself; with signals only now and then, should the connection have been lost. Their
 * client gives up a connection that takes a second, tries again after five, and is not told what it has missed: so a
 * page that was just opened, or whose backend was away, asks by itself for a while.
 */
const POLL_SECONDS = { withSignals: 60, withoutSignals: 5 };
const SETTLING_SECONDS = 15;

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

  const isTold = hasSignals && !state.error;
  useEffect(() => {
    if (!visible) return undefined;
    let waited = 0;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      const settled = isTold && waited >= SETTLING_SECONDS;
      const seconds = settled
        ? POLL_SECONDS.withSignals
        : POLL_SECONDS.withoutSignals;
      timer = setTimeout(() => {
        waited += seconds;
        pacer.current?.request();
        wait();
      }, seconds * 1000);
    };
    wait();
    return () => clearTimeout(timer);
  }, [visible, isTold]);

  return { ...state, refresh };
}
