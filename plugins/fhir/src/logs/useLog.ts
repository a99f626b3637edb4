import { useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { InstanceId } from '@fhir-on-aks/plugin-fhir-common';
import { fhirApiRef } from '../api/FhirApi';
import { LogBuffer, MAX_LOG_LINES, type LogLine } from './LogBuffer';

/** A log as it was read so far. */
export interface Log {
  lines: LogLine[];
  dropped: number;
  /** True until the first text or the end of the log. */
  loading: boolean;
  error?: Error;
}

/** Which log; undefined reads nothing. */
export interface LogSource {
  pod: string;
  container: string;
  previous: boolean;
  follow: boolean;
}

/** Text that arrives within this time is drawn together. */
const DRAW_EVERY_MS = 200;
const EMPTY: Log = { lines: [], dropped: 0, loading: true };

/** Reads a log, and goes on reading it while it is followed. Another source starts anew and ends the old request. */
export function useLog(
  id: InstanceId,
  source: LogSource | undefined,
  attempt = 0,
): Log {
  const api = useApi(fhirApiRef);
  const [log, setLog] = useState<Log>(EMPTY);
  const { pod, container, previous, follow } = source ?? {};

  useEffect(() => {
    if (!pod || !container) return undefined;
    const abort = new AbortController();
    const buffer = new LogBuffer();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const draw = (error?: Error) => {
      clearTimeout(timer);
      timer = undefined;
      if (abort.signal.aborted) return;
      const lines = buffer.lines();
      setLog({ lines, dropped: buffer.dropped, loading: false, error });
    };
    const onText = (text: string) => {
      buffer.append(text);
      timer ??= setTimeout(draw, DRAW_EVERY_MS);
    };
    setLog(EMPTY);
    api
      .readLog(
        id,
        { pod, container, previous, follow, tailLines: MAX_LOG_LINES },
        onText,
        abort.signal,
      )
      .then(
        () => {
          buffer.end();
          draw();
        },
        error => draw(error),
      );
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [api, id, pod, container, previous, follow, attempt]);

  return log;
}
