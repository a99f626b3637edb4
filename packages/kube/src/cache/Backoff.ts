/** Waits that double from `minMs` to `maxMs`, with jitter, and start over after a healthy while. */
export class Backoff {
  private failures = 0;
  private lastFailure = -Infinity;

  constructor(
    private readonly options: {
      minMs: number;
      maxMs: number;
      /** Without a failure for so long, the next wait is the shortest again. */
      healthyMs: number;
      now?: () => number;
      random?: () => number;
    },
  ) {}

  /** Counts a failure and returns how long to wait: between the full step and its double. */
  next(): number {
    const { minMs, maxMs, healthyMs, now = Date.now } = this.options;
    const { random = Math.random } = this.options;
    const at = now();
    if (at - this.lastFailure > healthyMs) this.failures = 0;
    this.lastFailure = at;
    const step = Math.min(maxMs / 2, minMs * 2 ** Math.min(this.failures, 30));
    this.failures += 1;
    return step * (1 + random());
  }

  /** The next wait is the shortest again. */
  reset(): void {
    this.failures = 0;
  }
}
