import {
  hashKey,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query';

/**
 * Refetches queries on request, with a rest after each run. Requests during a rest or while the query is being fetched
 * (its answer may be older than the change) lead to one later fetch, however many there are.
 */
export class PacedRefetch {
  readonly #client: QueryClient;
  readonly #restMs: number;
  readonly #pending = new Map<string, QueryKey>();
  #resting = false;

  constructor(client: QueryClient, restMs: number) {
    this.#client = client;
    this.#restMs = restMs;
  }

  request(queryKey: QueryKey): void {
    const query = this.#client.getQueryCache().find({ queryKey });
    if (!query?.isActive()) return;
    this.#pending.set(hashKey(queryKey), queryKey);
    if (!this.#resting) this.#run();
  }

  #run(): void {
    for (const [hash, queryKey] of this.#pending) {
      if (this.#client.isFetching({ queryKey })) continue;
      this.#pending.delete(hash);
      this.#client.invalidateQueries({ queryKey });
    }
    this.#resting = true;
    setTimeout(() => {
      this.#resting = false;
      if (this.#pending.size > 0) this.#run();
    }, this.#restMs);
  }
}
