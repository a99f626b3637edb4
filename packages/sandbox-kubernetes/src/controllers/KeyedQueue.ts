import type { Clock } from '../api';

const retryMilliseconds = 500;

/** Reconciles each key once per round, however often it was added; a key that fails is tried again. */
export class KeyedQueue {
  private readonly waiting = new Set<string>();
  private readonly timers = new Map<string, () => void>();
  private scheduled = false;
  private stopped = false;

  constructor(
    private readonly reconcile: (key: string) => void,
    private readonly clock: Clock,
    private readonly onError: (error: unknown) => void,
  ) {}

  add(key: string): void {
    this.waiting.add(key);
    if (this.scheduled || this.stopped) return;
    this.scheduled = true;
    setImmediate(() => this.run());
  }

  /** Later; a second call for the same key replaces the first. */
  addAfter(key: string, milliseconds: number): void {
    this.timers.get(key)?.();
    this.timers.set(
      key,
      this.clock.after(milliseconds, () => {
        this.timers.delete(key);
        this.add(key);
      }),
    );
  }

  stop(): void {
    this.stopped = true;
    this.waiting.clear();
    for (const cancel of this.timers.values()) cancel();
  }

  private run(): void {
    this.scheduled = false;
    const keys = [...this.waiting];
    this.waiting.clear();
    for (const key of keys) {
      if (this.stopped) return;
      try {
        this.reconcile(key);
      } catch (error) {
        if (!isConflict(error)) this.onError(error);
        this.addAfter(key, retryMilliseconds);
      }
    }
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 409;
}
