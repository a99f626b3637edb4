import type { Clock } from '../Clock';

interface Sleeper {
  until: number;
  wake: () => void;
}

/**
 * A clock that tests move: `advance` passes time. Sleeps of at most `skipUpTo` milliseconds (retries, pauses) pass at
 * once, so that only the waits a test is about have to be moved.
 */
export class ManualClock implements Clock {
  private time: number;
  private sleepers: Sleeper[] = [];

  constructor(
    private readonly options: { skipUpTo?: number; start?: number } = {},
  ) {
    this.time = options.start ?? Date.parse('2026-11-24T10:00:00Z');
  }

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (milliseconds <= (this.options.skipUpTo ?? 0)) {
      this.time += milliseconds;
      return new Promise(resolve => setImmediate(resolve));
    }
    return new Promise((resolve, reject) => {
      const sleeper = { until: this.time + milliseconds, wake: resolve };
      this.sleepers.push(sleeper);
      signal?.addEventListener(
        'abort',
        () => {
          this.sleepers = this.sleepers.filter(other => other !== sleeper);
          reject(signal.reason);
        },
        { once: true },
      );
    });
  }

  /** Passes time and wakes who slept long enough. */
  async advance(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    const due = this.sleepers.filter(({ until }) => until <= this.time);
    this.sleepers = this.sleepers.filter(({ until }) => until > this.time);
    for (const { wake } of due) wake();
    await new Promise(resolve => setImmediate(resolve));
  }
}
