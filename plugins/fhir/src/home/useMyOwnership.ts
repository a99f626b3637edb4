import { useEffect, useState } from 'react';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';

/** Entity refs of the reader and of the teams of the reader; undefined until they are known. */
export function useMyOwnership(): ReadonlySet<string> | undefined {
  const identity = useApi(identityApiRef);
  const [refs, setRefs] = useState<ReadonlySet<string>>();
  useEffect(() => {
    let current = true;
    identity
      .getBackstageIdentity()
      .then(
        ({ ownershipEntityRefs }) => ownershipEntityRefs,
        () => [],
      )
      .then(owned => {
        if (current) setRefs(new Set(owned.map(ref => ref.toLowerCase())));
      });
    return () => {
      current = false;
    };
  }, [identity]);
  return refs;
}
