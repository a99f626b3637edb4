import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { readFleetQuery, writeFleetQuery, type FleetQuery } from './fleetQuery';

/** Browsers refuse pages that write their address too often: a search is written when the typing rests. */
const WRITE_AFTER_MS = 300;

/** The query of the fleet page; it lives in the URL, so that it can be sent to somebody and survives going back. */
export function useFleetQuery(): {
  query: FleetQuery;
  change: (change: Partial<FleetQuery>) => void;
  clear: () => void;
} {
  const [parameters, setParameters] = useSearchParams();
  const written = readFleetQuery(parameters);
  const [typed, setTyped] = useState(written.search);
  const query = { ...written, search: typed };
  const write = (next: FleetQuery) =>
    setParameters(writeFleetQuery(next), { replace: true });

  // The address changed by itself (back, a link): it wins over what was typed.
  useEffect(() => setTyped(written.search), [written.search]);

  useEffect(() => {
    if (typed === written.search) return undefined;
    const timer = setTimeout(() => write(query), WRITE_AFTER_MS);
    return () => clearTimeout(timer);
  });

  return {
    query,
    change: change => {
      if (change.search !== undefined) setTyped(change.search);
      const { search: _, ...rest } = change;
      if (Object.keys(rest).length > 0) write({ ...query, ...rest });
    },
    clear: () => {
      setTyped('');
      write({ search: '', sort: query.sort });
    },
  };
}
