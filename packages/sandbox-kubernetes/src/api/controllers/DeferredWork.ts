/**
 * Runs work after the write that caused it, one piece per key however often the key is added,
 * in the order of first mention. A piece that fails is reported and the rest goes on.
 */
export class DeferredWork {
  private readonly pending = new Map<string, () => void>();
  private scheduled?: NodeJS.Immediate;

  constructor(private readonly onError: (error: unknown) => void) {}

  add(key: string, run: () => void): void {
    if (!this.pending.has(key)) this.pending.set(key, run);
    this.scheduled ??= setImmediate(() => this.drain());
  }

  stop(): void {
    this.pending.clear();
    if (this.scheduled) clearImmediate(this.scheduled);
    this.scheduled = undefined;
  }

  private drain(): void {
    this.scheduled = undefined;
    const batch = [...this.pending];
    this.pending.clear();
    for (const [, run] of batch) {
      try {
        run();
      } catch (error) {
        this.onError(error);
      }
    }
  }
}
