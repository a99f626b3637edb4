import { useEffect, useRef, useState } from 'react';

const SHOWN_MS = 1_600;

/** True for a moment after the value became another one; never for the first value. */
export function useChanged(value: string): boolean {
  const last = useRef(value);
  const [changed, setChanged] = useState(false);

  useEffect(() => {
    if (last.current === value) return undefined;
    last.current = value;
    setChanged(true);
    const timer = setTimeout(() => setChanged(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [value]);

  return changed;
}
