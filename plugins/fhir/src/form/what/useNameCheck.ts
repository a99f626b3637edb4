import { useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { InstanceId } from '@fhir-on-aks/plugin-fhir-common';
import { fhirApiRef } from '../../api/FhirApi';

/** Typing waits this long for the next key before the backend is asked. */
const PAUSE_MS = 300;

/** What is known about a name and a host name. */
export type NameCheck =
  | { state: 'idle' | 'checking' | 'unchecked' }
  | { state: 'free' | 'taken'; message?: string };

/** Asks whether a name (and a host name, when it is not the suggested one) is free; nothing while `id` is undefined. */
export function useNameCheck(
  id: InstanceId | undefined,
  host?: string,
): NameCheck {
  const api = useApi(fhirApiRef);
  const [check, setCheck] = useState<NameCheck>({ state: 'idle' });
  useEffect(() => {
    if (!id) {
      setCheck({ state: 'idle' });
      return undefined;
    }
    let current = true;
    setCheck({ state: 'checking' });
    const settle = (next: NameCheck) => current && setCheck(next);
    const timer = setTimeout(() => {
      api.checkName(id, host).then(
        ({ available, message }) =>
          settle({ state: available ? 'free' : 'taken', message }),
        () => settle({ state: 'unchecked' }),
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [api, id, host]);
  return check;
}
