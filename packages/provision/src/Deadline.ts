import type { Clock } from './Clock';

/** Ends a wait: at its time limit, when the host aborts, or when the waiter knows the answer. */
export class Deadline {
  readonly signal: AbortSignal;
  /** Set when the time was up. */
  expired = false;
  private readonly stop = new AbortController();

  constructor(
    private readonly clock: Clock,
    timeoutMs: number,
    outer?: AbortSignal,
  ) {
    this.signal = outer
      ? AbortSignal.any([outer, this.stop.signal])
      : this.stop.signal;
    this.after(timeoutMs, () => {
      this.expired = true;
    });
  }

  /** Does `action` and ends the wait after a while; the returned function calls it off. */
  after(milliseconds: number, action: () => void): () => void {
    const off = new AbortController();
    const signal = AbortSignal.any([off.signal, this.stop.signal]);
    this.clock.sleep(milliseconds, signal).then(
      () => {
        action();
        this.end();
      },
      () => {},
    );
    return () => off.abort();
  }

  /** Ends the wait. */
  end(): void {
    this.stop.abort();
  }
}
