import { createHash } from 'node:crypto';
import type { ClusterClient, KubernetesObject } from '../ClusterClient';
import { resourceTypes } from '../resourceTypes';

/** An event about an object, as `kubectl describe` prints it. */
export interface RecordedEvent {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
}

/** Settings of an event recorder. */
export interface EventRecorderOptions {
  cluster: ClusterClient;
  /** `source.component` and `reportingComponent`. */
  component: string;
  /** `reportingInstance`: the pod or host. */
  instance?: string;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Resolves when nothing more urgent is being written; Normal events wait for it, a minute at most. Default: at once. */
  calm?: () => Promise<void>;
  onError?: (error: unknown) => void;
}

interface Budget {
  tokens: number;
  at: number;
}

interface Series {
  name: string;
  count: number;
  lastWritten: number;
}

const SERIES_MS = 10 * 60_000;
const BURST = 25;
const REFILL_MS = 5 * 60_000;
const EVICTION_MS = 60_000;
const MAX_DELAY_MS = 60_000;
const MESSAGE_LIMIT = 1024;

/**
 * Writes Events one after another without failing or blocking its caller. Warnings are written at once; Normal events
 * wait for more urgent writes. The same event within ten minutes increases the count of one Event, once a minute at
 * most. An object is muted after too many events (25 at once, then one in 5 min).
 */
export class EventRecorder {
  private readonly series = new Map<string, Series>();
  private readonly budgets = new Map<string, Budget>();
  private evictedAt = 0;
  private lastOf = { Normal: Promise.resolve(), Warning: Promise.resolve() };
  private readonly now: () => number;

  constructor(private readonly options: EventRecorderOptions) {
    this.now = options.now ?? Date.now;
  }

  /** Records an event about an object. */
  record(about: KubernetesObject, event: RecordedEvent): void {
    const message = event.message.slice(0, MESSAGE_LIMIT);
    const key = keyFor(about, { ...event, message });
    const known = this.known(key);
    if (known) {
      known.count += 1;
      if (this.now() - known.lastWritten < 60_000) return;
    }
    if (!this.spend(about.metadata.uid ?? about.metadata.name)) return;
    const write = known
      ? this.countingUp(about, known)
      : this.creating(key, about, { ...event, message });
    const before = event.type === 'Normal' ? this.calmAfter() : undefined;
    this.lastOf[event.type] = this.lastOf[event.type]
      .then(before)
      .then(write)
      .catch(error => this.options.onError?.(error));
  }

  /** Resolves when everything recorded so far is written or given up. */
  async flush(): Promise<void> {
    await Promise.all(Object.values(this.lastOf));
  }

  /** Waits for calm, a minute from now at most. */
  private calmAfter(): () => Promise<void> {
    const until = this.now() + MAX_DELAY_MS;
    return async () => {
      const left = until - this.now();
      const { calm } = this.options;
      if (!calm || left <= 0) return;
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise<void>(resolve => {
        timer = setTimeout(resolve, left);
      });
      await Promise.race([calm(), enough]).finally(() => clearTimeout(timer));
    };
  }

  private known(key: string): Series | undefined {
    const series = this.series.get(key);
    if (!series) return undefined;
    if (this.now() - series.lastWritten < SERIES_MS) return series;
    this.series.delete(key);
    return undefined;
  }

  private spend(object: string): boolean {
    this.evictExpired();
    const now = this.now();
    const budget = this.budgets.get(object) ?? { tokens: BURST, at: now };
    const tokens = this.tokensIn(budget);
    const at = now - budget.at >= REFILL_MS ? now : budget.at;
    this.budgets.set(object, { tokens: Math.max(0, tokens - 1), at });
    return tokens > 0;
  }

  private tokensIn({ tokens, at }: Budget): number {
    const refilled = Math.floor((this.now() - at) / REFILL_MS);
    return Math.min(BURST, tokens + refilled);
  }

  /** Forgets expired series and budgets that are full again. */
  private evictExpired(): void {
    if (this.now() - this.evictedAt < EVICTION_MS) return;
    this.evictedAt = this.now();
    for (const key of this.series.keys()) this.known(key);
    for (const [object, budget] of this.budgets) {
      if (this.tokensIn(budget) >= BURST) this.budgets.delete(object);
    }
  }

  private creating(
    key: string,
    about: KubernetesObject,
    { type, reason, message }: RecordedEvent,
  ): () => Promise<void> {
    const { cluster, component, instance = '' } = this.options;
    const {
      namespace = 'default',
      name,
      uid,
      resourceVersion,
    } = about.metadata;
    const at = this.timestamp();
    const eventName = `${name.slice(0, 200)}.${hashOf(key + at)}`;
    const lastWritten = this.now();
    this.series.set(key, { name: eventName, count: 1, lastWritten });
    const event = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { namespace, name: eventName },
      involvedObject: {
        apiVersion: about.apiVersion,
        kind: about.kind,
        namespace,
        name,
        uid,
        resourceVersion,
      },
      type,
      reason,
      message,
      count: 1,
      firstTimestamp: at,
      lastTimestamp: at,
      source: { component },
      reportingComponent: component,
      reportingInstance: instance,
    };
    return async () => {
      await cluster.create(resourceTypes.Event, event);
    };
  }

  private countingUp(
    about: KubernetesObject,
    series: Series,
  ): () => Promise<void> {
    series.lastWritten = this.now();
    const lastTimestamp = this.timestamp();
    const { namespace = 'default' } = about.metadata;
    return async () => {
      await this.options.cluster.patch(
        resourceTypes.Event,
        { namespace, name: series.name },
        { count: series.count, lastTimestamp },
      );
    };
  }

  private timestamp(): string {
    return new Date(this.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  }
}

function keyFor(about: KubernetesObject, event: RecordedEvent): string {
  const { uid, namespace, name } = about.metadata;
  const object = uid ?? `${namespace}/${name}`;
  const { type, reason, message } = event;
  return hashOf([about.kind, object, type, reason, message].join('|'));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
