import { Heap } from 'heap-js';

/** Result of a worker: nothing, or when to process the key again. */
export type WorkResult = void | { requeueAfterMs?: number };

/** What happened in the queue, for metrics. */
export interface WorkObserver {
  added?(key: string): void;
  retried?(key: string): void;
  /** Seconds a key waited since it was due. */
  waited?(seconds: number): void;
  done?(outcome: 'success' | 'requeue_after' | 'error', seconds: number): void;
}

/** Settings of a work queue. */
export interface WorkQueueOptions {
  /** Processes one key; throws to have it retried. */
  work(key: string, signal: AbortSignal): Promise<WorkResult>;
  workers: number;
  /** Waits after failures of one key: doubling from `minMs` to `maxMs`. Default 200 ms to 5 min. */
  backoff?: { minMs: number; maxMs: number };
  onError?: (key: string, error: unknown, failures: number) => void;
  observer?: WorkObserver;
  now?: () => number;
}

/** How a key is added. The greater priority is worked on first; of two additions the greater priority and the earlier time hold. */
export interface AddOptions {
  priority?: number;
  afterMs?: number;
}

interface Entry {
  key: string;
  priority: number;
  dueAt: number;
  order: number;
}

/**
 * Keys to process: each at most once in the queue and never by two workers at a time. A key that is added while it is
 * being processed is processed again afterwards. A failed key waits longer each time without delaying others.
 */
export class WorkQueue {
  private readonly waiting = new Map<string, Entry>();
  private readonly ready = new Heap<Entry>(
    (a, b) => b.priority - a.priority || a.order - b.order,
  );
  private readonly delayed = new Heap<Entry>((a, b) => a.dueAt - b.dueAt);
  private readonly running = new Map<string, number>();
  private readonly failures = new Map<string, number>();
  private readonly stopping = new AbortController();
  private readonly now: () => number;
  private idle: Array<() => void> = [];
  private timer?: NodeJS.Timeout;
  private order = 0;
  private started = false;

  constructor(private readonly options: WorkQueueOptions) {
    this.now = options.now ?? (() => performance.now());
  }

  /** Keys that are due and wait for a worker; delayed keys do not count. */
  get depth(): number {
    const now = this.now();
    let due = 0;
    for (const { dueAt } of this.waiting.values()) if (dueAt <= now) due += 1;
    return due;
  }

  /** All keys in the queue, delayed ones included. */
  get pending(): number {
    return this.waiting.size;
  }

  /** Keys being processed now. */
  get active(): number {
    return this.running.size;
  }

  /** Seconds since the oldest running work began; 0 when nothing runs. */
  get longestRunningSeconds(): number {
    const oldest = Math.min(...this.running.values());
    return Number.isFinite(oldest) ? (this.now() - oldest) / 1000 : 0;
  }

  /** Resolves when no key is being processed, so that none is due either. */
  async whenIdle(): Promise<void> {
    if (this.running.size === 0) return;
    await new Promise<void>(resolve => this.idle.push(resolve));
  }

  /** Starts the workers; keys may be added before. */
  start(): void {
    this.started = true;
    this.pump();
  }

  add(key: string, { priority = 0, afterMs = 0 }: AddOptions = {}): void {
    if (this.stopping.signal.aborted) return;
    const old = this.waiting.get(key);
    const dueAt = this.now() + afterMs;
    const entry: Entry = {
      key,
      priority: Math.max(priority, old?.priority ?? priority),
      dueAt: Math.min(dueAt, old?.dueAt ?? dueAt),
      order: old?.order ?? this.order++,
    };
    if (old?.priority === entry.priority && old.dueAt === entry.dueAt) return;
    this.waiting.set(key, entry);
    if (!old) this.options.observer?.added?.(key);
    this.delayed.push(entry);
    this.pump();
  }

  /** Forgets a key and its failures. */
  forget(key: string): void {
    this.waiting.delete(key);
    this.failures.delete(key);
  }

  /** Accepts no more keys, aborts the signal of running work after `graceMs`, and resolves when all work has ended. */
  async stop(graceMs = 0): Promise<void> {
    this.stopping.abort();
    this.waiting.clear();
    clearTimeout(this.timer);
    const graceTimer = setTimeout(() => this.cancelling.abort(), graceMs);
    await this.whenIdle();
    clearTimeout(graceTimer);
  }

  private readonly cancelling = new AbortController();

  private pump(): void {
    if (!this.started || this.stopping.signal.aborted) return;
    this.promoteDue();
    while (this.running.size < this.options.workers) {
      const entry = this.takeReady();
      if (!entry) break;
      void this.run(entry);
    }
    this.sleepUntilNext();
  }

  private promoteDue(): void {
    const now = this.now();
    for (;;) {
      const next = this.delayed.peek();
      if (!next || next.dueAt > now) return;
      this.delayed.pop();
      if (this.waiting.get(next.key) === next) this.ready.push(next);
    }
  }

  /** The first ready key that is not being worked on; keys of running work wait for its end. */
  private takeReady(): Entry | undefined {
    for (;;) {
      const entry = this.ready.pop();
      if (!entry) return undefined;
      const current = this.waiting.get(entry.key) === entry;
      if (!current || this.running.has(entry.key)) continue;
      this.waiting.delete(entry.key);
      return entry;
    }
  }

  private async run({ key, dueAt }: Entry): Promise<void> {
    const { observer, work } = this.options;
    const began = this.now();
    this.running.set(key, began);
    observer?.waited?.((began - dueAt) / 1000);
    let outcome: 'success' | 'requeue_after' | 'error' = 'success';
    try {
      const result = await work(key, this.cancelling.signal);
      this.failures.delete(key);
      if (result?.requeueAfterMs !== undefined) {
        outcome = 'requeue_after';
        this.add(key, { afterMs: result.requeueAfterMs });
      }
    } catch (error) {
      outcome = 'error';
      this.retry(key, error);
    }
    this.running.delete(key);
    observer?.done?.(outcome, (this.now() - began) / 1000);
    const again = this.waiting.get(key);
    if (again) this.delayed.push(again);
    this.pump();
    if (this.running.size === 0) this.idle.splice(0).forEach(wake => wake());
  }

  private retry(key: string, error: unknown): void {
    const { minMs, maxMs } = this.options.backoff ?? {
      minMs: 200,
      maxMs: 300_000,
    };
    const failures = (this.failures.get(key) ?? 0) + 1;
    this.failures.set(key, failures);
    this.options.observer?.retried?.(key);
    try {
      this.options.onError?.(key, error, failures);
    } finally {
      this.add(key, {
        afterMs: Math.min(maxMs, minMs * 2 ** Math.min(failures - 1, 30)),
      });
    }
  }

  private sleepUntilNext(): void {
    clearTimeout(this.timer);
    const next = this.delayed.peek();
    if (!next) return;
    // setTimeout overflows beyond 2^31 ms and would fire at once.
    const wait = Math.min(Math.max(0, next.dueAt - this.now()), 2 ** 31 - 1);
    this.timer = setTimeout(() => this.pump(), Math.ceil(wait));
  }
}
