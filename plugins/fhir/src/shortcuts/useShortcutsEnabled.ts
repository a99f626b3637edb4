import { useCallback, useSyncExternalStore } from 'react';
import { storageApiRef, useApi } from '@backstage/core-plugin-api';

const KEY = 'shortcuts';

/** Whether single keys act; kept with the reader's other settings. */
export function useShortcutsEnabled(): [boolean, (enabled: boolean) => void] {
  const bucket = useApi(storageApiRef).forBucket('fhir');
  const enabled = useSyncExternalStore(
    useCallback(
      onChange => {
        const subscription = bucket.observe$(KEY).subscribe(onChange);
        return () => subscription.unsubscribe();
      },
      [bucket],
    ),
    () => bucket.snapshot<boolean>(KEY).value ?? true,
  );
  return [enabled, value => bucket.set(KEY, value)];
}
