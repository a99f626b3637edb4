import { isEqual } from 'es-toolkit';
import { WorkQueue, type WorkResult } from '@fhir-on-aks/kube';
import type { ServerReading } from '@fhir-on-aks/plugin-fhir-common';
import { nextReading, type Known } from './nextReading';
import type { ServerTarget } from './serverTarget';

/** Asks a server once; never throws. `statement`: also for its capability statement. */
export type AskServer = (
  target: ServerTarget,
  wants: { statement: boolean },
  signal: AbortSignal,
) => Promise<ServerReading>;

/** Settings of the checks. */
export interface ServerChecksOptions {
  ask: AskServer;
  /** A server says something else than before. */
  onNews(key: string): void;
  onAsked?(reading: ServerReading): void;
  workers?: number;
  now?: () => number;
  random?: () => number;
}

interface Entry extends Known {
  target: ServerTarget;
}

/** Asks the servers how they are, each in its own rhythm, beside the reconciles: no worker ever waits for a server. */
export class ServerChecks {
  private readonly entries = new Map<string, Entry>();
  private readonly queue: WorkQueue;
  private readonly random: () => number;

  constructor(private readonly options: ServerChecksOptions) {
    this.random = options.random ?? Math.random;
    this.queue = new WorkQueue({
      workers: options.workers ?? 8,
      work: (key, signal) => this.check(key, signal),
      now: options.now,
    });
  }

  start(): void {
    this.queue.start();
  }

  async stop(): Promise<void> {
    await this.queue.stop();
  }

  /** What the server of a Fhir said last; undefined while it has not been asked. */
  reading(key: string): ServerReading | undefined {
    return this.entries.get(key)?.reading;
  }

  /** Says where the server of a Fhir is to be asked from now on; undefined: nowhere. A new rollout is asked at once. */
  want(key: string, target: ServerTarget | undefined): void {
    const before = this.entries.get(key);
    if (!target) {
      this.entries.delete(key);
      this.queue.forget(key);
      return;
    }
    const same = before?.target.uid === target.uid;
    this.entries.set(key, same ? { ...before, target } : { target, asked: 0 });
    if (same && before.target.id === target.id) return;
    // A first question after a start must not come for all servers at once.
    const afterMs = before ? 0 : target.spreadMs * this.random();
    if (before) this.restart(key);
    this.queue.add(key, { afterMs });
  }

  private restart(key: string): void {
    const entry = this.entries.get(key);
    if (entry) this.entries.set(key, { ...entry, asked: 0 });
  }

  private async check(key: string, signal: AbortSignal): Promise<WorkResult> {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    const { target } = entry;
    const statement =
      target.rollout !== undefined && entry.statementOf !== target.rollout;
    const answer = await this.options.ask(target, { statement }, signal);
    this.options.onAsked?.(answer);
    const current = this.entries.get(key);
    if (current?.target.uid !== target.uid) return undefined;
    const next = nextReading(current, answer, target.rollout);
    this.entries.set(key, { ...next.known, target: current.target });
    if (!isEqual(current.reading, next.known.reading)) {
      this.options.onNews(key);
    }
    const jitter = 0.8 + 0.4 * this.random();
    return { requeueAfterMs: next.againMs * jitter };
  }
}
