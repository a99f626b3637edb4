import type { WriteOutcome } from './applyWaves';

/** A terminating namespace deletes its objects one by one: each is an event, and none a reason to try again. */
const TERMINATING_MS = 60_000;

/** How many attempts may fail before the status says so: most failures pass within a second. */
const QUIET_FAILURES = 3;

/** What is remembered about a Fhir between reconciles: how long its status may wait, how often writing failed. */
export class ReconcileMemory {
  private readonly settling = new Map<string, number>();
  private readonly failed = new Map<string, number>();
  private readonly terminating = new Map<
    string,
    { uid: string; until: number }
  >();

  constructor(
    private readonly options: {
      now: () => number;
      /** How long a status that only says "in progress" may wait after a change: often there is soon more to report. */
      settleMs: number;
    },
  ) {}

  /** Something was applied: soon there is more to report. */
  startSettling(key: string): void {
    this.settling.set(key, this.options.now() + this.options.settleMs);
  }

  /** How long a status in progress may wait. */
  settlingMsLeft(key: string): number {
    const until = this.settling.get(key);
    if (until === undefined) return 0;
    const left = until - this.options.now();
    if (left <= 0) this.settling.delete(key);
    return Math.max(0, left);
  }

  /** Counts the outcome of a reconcile; true when its failures have lasted long enough to be reported. */
  recordOutcome(
    key: string,
    { failures }: Pick<WriteOutcome, 'failures'>,
  ): boolean {
    if (failures.length === 0) {
      this.failed.delete(key);
      return false;
    }
    const count = (this.failed.get(key) ?? 0) + 1;
    this.failed.set(key, count);
    return count > QUIET_FAILURES;
  }

  /** The namespace of the Fhir is terminating. */
  startTerminating(key: string, uid: string): void {
    this.terminating.set(key, {
      uid,
      until: this.options.now() + TERMINATING_MS,
    });
  }

  /** How long nothing is tried because the namespace is terminating; a recreated Fhir is in another one. */
  terminatingMsLeft(key: string, uid: string): number {
    const known = this.terminating.get(key);
    return known?.uid === uid
      ? Math.max(0, known.until - this.options.now())
      : 0;
  }

  forget(key: string): void {
    this.terminating.delete(key);
    this.settling.delete(key);
    this.failed.delete(key);
  }
}
