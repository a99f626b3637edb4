/** Aborts a watch that received nothing for too long, because a dead connection may not report itself. */
export class Watchdog {
  readonly signal: AbortSignal;
  private readonly idle = new AbortController();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly idleMs: number,
    stopping: AbortSignal,
  ) {
    this.signal = AbortSignal.any([stopping, this.idle.signal]);
    this.timer = setTimeout(() => this.idle.abort(), idleMs);
    this.timer.unref();
  }

  feed(): void {
    this.timer.refresh();
  }

  /** Whether it was silent for too long. */
  get expired(): boolean {
    return this.idle.signal.aborted;
  }

  explain(error: unknown): unknown {
    return this.expired
      ? new Error(`the watch was silent for ${this.idleMs} ms`)
      : error;
  }

  end(): void {
    clearTimeout(this.timer);
  }
}
