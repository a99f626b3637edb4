import type { KubernetesObject } from '../ClusterClient';

/** A change of the store, at its resourceVersion. */
export interface StoredEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubernetesObject;
  /** What was stored before a modification. */
  old?: KubernetesObject;
}

/** Everything that happened to a store, for watches. */
export class StoreHistory {
  private readonly past: StoredEvent[] = [];
  private readonly wakers = new Set<() => void>();
  private endings = 0;

  publish(
    type: StoredEvent['type'],
    object: KubernetesObject,
    old?: KubernetesObject,
  ): void {
    this.past.push({ type, object: structuredClone(object), old });
    this.wake();
  }

  /** Events after a resourceVersion, then live ones, until `endWatches` or an abort. */
  async *events(
    since: string,
    signal?: AbortSignal,
  ): AsyncGenerator<StoredEvent> {
    const ending = this.endings;
    let next = this.past.findIndex(
      ({ object }) => Number(object.metadata.resourceVersion) > Number(since),
    );
    if (next < 0) next = this.past.length;
    while (!signal?.aborted && ending === this.endings) {
      for (; next < this.past.length; next++) {
        yield structuredClone(this.past[next]);
      }
      await this.nextChange(signal);
    }
    signal?.throwIfAborted();
  }

  endWatches(): void {
    this.endings += 1;
    this.wake();
  }

  private nextChange(signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise(resolve => {
      const done = () => {
        this.wakers.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      this.wakers.add(done);
      signal?.addEventListener('abort', done);
    });
  }

  private wake(): void {
    for (const waker of [...this.wakers]) waker();
  }
}
