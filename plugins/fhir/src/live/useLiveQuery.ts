import { useCallback } from 'react';
import { useQuery, type QueryKey } from '@tanstack/react-query';
import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { fhirApiRef, type FhirApi } from '../api/FhirApi';
import { liveQueriesOf } from './LiveQueries';

/** A value that follows the backend. An error leaves the last value in place. */
export interface Live<T> {
  value?: T;
  error?: Error;
  /** True until the first answer, good or bad. */
  loading: boolean;
  refresh: () => void;
}

type Answer<T> = Pick<Live<T>, 'value' | 'error'>;

/** A query of the FHIR backend that is read again after signals and by polling, not while the tab is hidden. */
export function useLiveQuery<T>(
  queryKey: QueryKey,
  load: (api: FhirApi) => Promise<T>,
): Live<T> {
  const api = useApi(fhirApiRef);
  const queries = liveQueriesOf(api, useApiHolder().get(signalApiRef));
  const { client } = queries;
  const { data, isPending, refetch } = useQuery(
    {
      queryKey,
      // An error is part of the data: TanStack Query forgets the error of a first load while it loads again, and the
      // page would go back to its skeleton with each poll.
      queryFn: async (): Promise<Answer<T>> => {
        const last = client.getQueryData<Answer<T>>(queryKey);
        const answer = await load(api).then(
          (value): Answer<T> => ({ value }),
          (error): Answer<T> => ({ value: last?.value, error }),
        );
        if (answer.error || last?.error) queries.settle();
        return answer;
      },
      refetchInterval: () => queries.pollMs(),
    },
    client,
  );
  const refresh = useCallback(() => void refetch(), [refetch]);
  return { ...data, loading: isPending, refresh };
}
