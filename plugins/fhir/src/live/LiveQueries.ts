import {
  focusManager,
  QueryClient,
  type QueryKey,
} from '@tanstack/react-query';
import type { SignalApi } from '@backstage/plugin-signals-react';
import {
  FHIR_SIGNAL_CHANNEL,
  type InstanceId,
} from '@fhir-on-aks/plugin-fhir-common';
import type { FhirApi } from '../api/FhirApi';
import { PacedRefetch } from './PacedRefetch';

/** Keys of what the pages read; whoever reads the same key shares one request. */
export const queryKeys = {
  clusters: ['clusters'],
  instances: ['instances'],
  instance: (id: InstanceId) => ['instance', id],
} satisfies Record<string, QueryKey | ((id: InstanceId) => QueryKey)>;

// In a large fleet something changes all the time, and each answer carries all of it.
const LIST_REST_MS = 2_000;
// A rollout changes several objects within a moment; they are read together.
const INSTANCE_REST_MS = 300;

/**
 * Without signals the page polls; with signals it does so only now and then, in case the connection was lost. The
 * signals client gives up on a connection after a second, retries after five, and is not told what it missed: so a
 * page that has just been opened, or whose backend was away, polls for a while as well.
 */
const POLL_MS = { withSignals: 60_000, withoutSignals: 5_000 };
const SETTLING_MS = 15_000;

/** The query client of the pages, kept up to date by signals. It lives as long as the app. */
export class LiveQueries {
  readonly client = new QueryClient({
    defaultOptions: {
      queries: {
        // What nobody looks at is not kept: an old state must not be shown as the present one.
        gcTime: 0,
        // The fields of a form appear one after the other.
        staleTime: 1_000,
        refetchOnWindowFocus: 'always',
        // Polling is the retry.
        retry: false,
        networkMode: 'always',
      },
    },
  });
  readonly #instances = new PacedRefetch(this.client, INSTANCE_REST_MS);
  readonly #list = new PacedRefetch(this.client, LIST_REST_MS);
  readonly #hasSignals: boolean;
  #settlingSince = Date.now();

  constructor(signals: SignalApi | undefined) {
    this.#hasSignals = signals !== undefined;
    this.client.mount();
    // `useSignal` keeps only the last of several signals that arrive together, and each names other ids.
    signals?.subscribe<{ changed: InstanceId[] }>(
      FHIR_SIGNAL_CHANNEL,
      ({ changed }) => this.#onChanged(changed),
    );
    focusManager.subscribe(() => this.settle());
  }

  /** A signal may have been missed: poll for a while. */
  settle(): void {
    this.#settlingSince = Date.now();
  }

  /** Time until a value is read again without a signal. */
  pollMs(): number {
    const settled = Date.now() - this.#settlingSince >= SETTLING_MS;
    return this.#hasSignals && settled
      ? POLL_MS.withSignals
      : POLL_MS.withoutSignals;
  }

  #onChanged(changed: InstanceId[]): void {
    // A hidden tab reads everything again when it is seen.
    if (!focusManager.isFocused()) return;
    this.#list.request(queryKeys.instances);
    changed.forEach(id => this.#instances.request(queryKeys.instance(id)));
  }
}

const byApi = new WeakMap<FhirApi, LiveQueries>();

/** The queries of an app: as many as it has APIs, so that a portal need not provide a query client. */
export function liveQueriesOf(
  api: FhirApi,
  signals: SignalApi | undefined,
): LiveQueries {
  const queries = byApi.get(api) ?? new LiveQueries(signals);
  byApi.set(api, queries);
  return queries;
}
