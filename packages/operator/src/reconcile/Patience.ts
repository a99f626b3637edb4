import type { WriteOutcome } from './applyWaves';

/** A namespace that goes takes its objects one by one: each of them is an event, and none a reason to try again. */
const LEAVING_MS = 60_000;

/** So many attempts may fail before the status says so: most failures pass by themselves within a second. */
const QUIET_FAILURES = 3;

/** What is remembered about a Fhir between two reconciles: how long to wait with a status, how often writing failed. */
export class Patience {
  private readonly settling = new Map<string, number>();
  private readonly failed = new Map<string, number>();
  private readonly leaving = new Map<string, { uid: string; until: number }>();

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

  /** The namespace of the Fhir is on its way out. */
  leaves(key: string, uid: string): void {
    this.leaving.set(key, { uid, until: this.options.now() + LEAVING_MS });
  }

  /** How long nothing is tried because the namespace goes; a Fhir that was made anew is in another one. */
  leavesFor(key: string, uid: string): number {
    const known = this.leaving.get(key);
    return known?.uid === uid
      ? Math.max(0, known.until - this.options.now())
      : 0;
  }

  forget(key: string): void {
    this.leaving.delete(key);
    this.settling.delete(key);
    this.failed.delete(key);
  }
}
