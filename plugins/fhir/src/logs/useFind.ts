import { useMemo, useState } from 'react';
import type { LogLine } from './LogBuffer';

/** A search in the lines of a log, and where it is. */
export interface Find {
  query: string;
  setQuery: (query: string) => void;
  /** Number of the line that the search is at; undefined before the first step and without a match. */
  current: number | undefined;
  position: number;
  count: number;
  /** To the next match, or with -1 to the one before; after the last comes the first. */
  step: (by: 1 | -1) => void;
}

export function useFind(lines: LogLine[]): Find {
  const [query, setQueryOnly] = useState('');
  const [current, setCurrent] = useState<number>();
  const matches = useMemo(() => {
    const needle = query.toLowerCase();
    if (!needle) return [];
    return lines
      .filter(line => line.text.toLowerCase().includes(needle))
      .map(line => line.number);
  }, [lines, query]);
  const at = current === undefined ? -1 : matches.indexOf(current);

  return {
    query,
    setQuery: next => {
      setQueryOnly(next);
      setCurrent(undefined);
    },
    current: at < 0 ? undefined : current,
    position: at + 1,
    count: matches.length,
    step: by => {
      if (matches.length === 0) return;
      const start = at < 0 && by < 0 ? 0 : at;
      const next = (start + by + matches.length) % matches.length;
      setCurrent(matches[next]);
    },
  };
}
