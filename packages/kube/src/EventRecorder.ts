import { createHash } from 'node:crypto';
import type { ClusterClient, KubernetesObject } from './ClusterClient';
import { resourceTypes } from './resourceTypes';

/** What a person is told about an object: `kubectl describe` prints it. */
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
  onError?: (error: unknown) => void;
}

interface Series {
  name: string;
  count: number;
  lastWritten: number;
}

const SERIES_MS = 10 * 60_000;
const BURST = 25;
const REFILL_MS = 5 * 60_000;
const MESSAGE_LIMIT = 1024;

/**
 * Writes Events without ever failing or holding up its caller. The same event again within ten minutes counts up one
 * object, once a minute at most; an object that is talked about too much falls silent (25 at once, then one in 5 min).
 */
export class EventRecorder {
  private readonly series = new Map<string, Series>();
  private readonly budgets = new Map<string, { tokens: number; at: number }>();
  private readonly pending = new Set<Promise<void>>();
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
    const written = known
      ? this.countUp(about, known)
      : this.create(key, about, { ...event, message });
    const settled = written
      .catch(error => this.options.onError?.(error))
      .finally(() => this.pending.delete(settled));
    this.pending.add(settled);
  }

  /** Resolves when everything recorded so far is written or given up. */
  async flush(): Promise<void> {
    await Promise.all(this.pending);
  }

  private known(key: string): Series | undefined {
    const series = this.series.get(key);
    if (!series) return undefined;
    if (this.now() - series.lastWritten < SERIES_MS) return series;
    this.series.delete(key);
    return undefined;
  }

  private spend(object: string): boolean {
    const now = this.now();
    const budget = this.budgets.get(object) ?? { tokens: BURST, at: now };
    const refilled = Math.floor((now - budget.at) / REFILL_MS);
    const tokens = Math.min(BURST, budget.tokens + refilled);
    const at = refilled > 0 ? now : budget.at;
    this.budgets.set(object, { tokens: Math.max(0, tokens - 1), at });
    if (this.budgets.size > 20_000) this.forgetFull();
    return tokens > 0;
  }

  private forgetFull(): void {
    for (const [object, { at }] of this.budgets) {
      if (this.now() - at > BURST * REFILL_MS) this.budgets.delete(object);
    }
    for (const key of this.series.keys()) this.known(key);
  }

  private async create(
    key: string,
    about: KubernetesObject,
    { type, reason, message }: RecordedEvent,
  ): Promise<void> {
    const { cluster, component, instance = '' } = this.options;
    const {
      namespace = 'default',
      name,
      uid,
      resourceVersion,
    } = about.metadata;
    const at = this.timestamp();
    const eventName = `${name.slice(0, 200)}.${hashOf(key + at)}`;
    this.series.set(key, {
      name: eventName,
      count: 1,
      lastWritten: this.now(),
    });
    await cluster.create(resourceTypes.Event, {
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
    });
  }

  private async countUp(about: KubernetesObject, series: Series) {
    series.lastWritten = this.now();
    await this.options.cluster.patch(
      resourceTypes.Event,
      { namespace: about.metadata.namespace ?? 'default', name: series.name },
      { count: series.count, lastTimestamp: this.timestamp() },
    );
  }

  private timestamp(): string {
    return new Date(this.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  }
}

function keyFor(about: KubernetesObject, event: RecordedEvent): string {
  const { uid, namespace, name } = about.metadata;
  return [
    about.kind,
    uid ?? `${namespace}/${name}`,
    event.type,
    event.reason,
    event.message,
  ].join('|');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
