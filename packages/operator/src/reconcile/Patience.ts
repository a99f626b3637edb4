import type { WriteOutcome } from './applyWaves';

/** So many attempts may fail before the status says so: most failures pass by themselves within a second. */
const QUIET_FAILURES = 3;

/** What is remembered about a Fhir between two reconciles: how long to wait with a status, how often writing failed. */
export class Patience {
  private readonly settling = new Map<string, number>();
  private readonly failed = new Map<string, number>();

  constructor(
    private readonly options: {
      now: () => number;
      /** After a change, a status that only says "in progress" may wait so long: often there is soon more to tell. */
      settleMs: number;
    },
  ) {}

  /** Something was applied: soon there is more to tell. */
  begin(key: string): void {
    this.settling.set(key, this.options.now() + this.options.settleMs);
  }

  /** How long a status in progress may wait. */
  left(key: string): number {
    const until = this.settling.get(key);
    if (until === undefined) return 0;
    const left = until - this.options.now();
    if (left <= 0) this.settling.delete(key);
    return Math.max(0, left);
  }

  /** Counts the outcome of a reconcile; true when its failures have lasted long enough to be told. */
  lasts(key: string, { failures }: Pick<WriteOutcome, 'failures'>): boolean {
    if (failures.length === 0) {
      this.failed.delete(key);
      return false;
    }
    const count = (this.failed.get(key) ?? 0) + 1;
    this.failed.set(key, count);
    return count > QUIET_FAILURES;
  }

  forget(key: string): void {
    this.settling.delete(key);
    this.failed.delete(key);
  }
}
