import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterClient, KubernetesObject } from '../ClusterClient';
import { KubernetesApiError } from '../errors';
import { apiVersionOf, resourceTypes } from '../resourceTypes';

/** Times of leader election in milliseconds; the defaults are those of client-go. */
export interface LeaderTiming {
  leaseDurationMs: number;
  renewDeadlineMs: number;
  retryPeriodMs: number;
}

/** Settings of leader election. */
export interface LeaderElectionOptions {
  cluster: ClusterClient;
  namespace: string;
  /** Name of the Lease. */
  name: string;
  /** Who we are: unique per process, such as `<host>_<uuid>`. */
  identity: string;
  timing?: Partial<LeaderTiming>;
  /** A clock that never goes back, in milliseconds. */
  monotonic?: () => number;
  sleep?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  onError?: (error: unknown) => void;
}

interface LeaseObject extends KubernetesObject {
  spec?: {
    holderIdentity?: string;
    leaseDurationSeconds?: number;
    acquireTime?: string;
    renewTime?: string;
    leaseTransitions?: number;
  };
}

const DEFAULT_TIMING: LeaderTiming = {
  leaseDurationMs: 15_000,
  renewDeadlineMs: 10_000,
  retryPeriodMs: 2_000,
};

/**
 * One leader at a time, by a Lease and the algorithm of client-go: others are judged by how long their lease did not
 * change as seen from here, never by their clock. `isLeader` is to be asked before every write: it turns false by
 * itself when renewing was not possible for too long, even when this process was frozen meanwhile.
 */
export class LeaderElection {
  private readonly timing: LeaderTiming;
  private readonly monotonic: () => number;
  private readonly sleep: NonNullable<LeaderElectionOptions['sleep']>;
  private readonly stopping = new AbortController();
  private observed?: { lease: LeaseObject; at: number };
  private renewedAt?: number;
  private running?: Promise<void>;

  constructor(private readonly options: LeaderElectionOptions) {
    this.timing = { ...DEFAULT_TIMING, ...options.timing };
    this.monotonic = options.monotonic ?? (() => performance.now());
    this.sleep =
      options.sleep ??
      ((milliseconds, signal) => delay(milliseconds, undefined, { signal }));
  }

  /** Whether we may write now. */
  isLeader(): boolean {
    return (
      this.renewedAt !== undefined &&
      this.monotonic() < this.renewedAt + this.timing.renewDeadlineMs
    );
  }

  /** The holder as last seen; empty when nobody is. */
  get holder(): string {
    return this.observed?.lease.spec?.holderIdentity ?? '';
  }

  /**
   * Tries to become leader, for as long as it takes. `onElected` is called once; `onLost` when leadership ended
   * against our will: the process must then end, another may be leading already.
   */
  start(handlers: { onElected(): void; onLost(): void }): void {
    this.running ??= this.run(handlers);
  }

  /** Ends, and gives the lease back so that another leads within a retry period. Call it after the last write. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    if (this.isLeader()) await this.release();
    this.renewedAt = undefined;
  }

  private async run(handlers: {
    onElected(): void;
    onLost(): void;
  }): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted && !(await this.attempt())) await this.pause();
    if (signal.aborted) return;
    handlers.onElected();
    while (!signal.aborted && this.isLeader()) {
      await this.pause();
      if (!signal.aborted) await this.attempt();
    }
    if (signal.aborted) return;
    this.renewedAt = undefined;
    handlers.onLost();
  }

  private async pause(): Promise<void> {
    const { retryPeriodMs } = this.timing;
    const wait = retryPeriodMs * (1 + Math.random() * 0.2);
    await this.sleep(wait, this.stopping.signal).catch(() => {});
  }

  /** Takes or renews the lease; true when it is ours afterwards. */
  private async attempt(): Promise<boolean> {
    const began = this.monotonic();
    try {
      const current = await this.read();
      if (current && !this.mayTake(current)) {
        this.renewedAt = undefined;
        return false;
      }
      const written = await this.write(current);
      this.observed = { lease: written, at: began };
      // From before the request: what counts is when the server can have seen it at the earliest.
      this.renewedAt = began;
      return true;
    } catch (error) {
      if (error instanceof KubernetesApiError && error.code === 409) {
        this.observed = undefined;
      } else this.report(error);
      return false;
    }
  }

  /** The lease: from memory while we hold it, so that renewing is one request. */
  private async read(): Promise<LeaseObject | undefined> {
    if (this.isLeader() && this.observed) return this.observed.lease;
    const { namespace, name, cluster } = this.options;
    const lease = await cluster.get<LeaseObject>(
      resourceTypes.Lease,
      { namespace, name },
      { signal: this.deadline() },
    );
    if (!lease) return undefined;
    const known = this.observed?.lease.metadata.resourceVersion;
    if (known !== lease.metadata.resourceVersion) {
      this.observed = { lease, at: this.monotonic() };
    }
    return lease;
  }

  private mayTake(lease: LeaseObject): boolean {
    const { holderIdentity, leaseDurationSeconds } = lease.spec ?? {};
    if (!holderIdentity || holderIdentity === this.options.identity)
      return true;
    const duration =
      (leaseDurationSeconds ?? 0) * 1000 || this.timing.leaseDurationMs;
    const seenAt = this.observed?.at ?? this.monotonic();
    return this.monotonic() >= seenAt + duration;
  }

  private write(current: LeaseObject | undefined): Promise<LeaseObject> {
    const { cluster, identity, namespace, name } = this.options;
    const now = microTime();
    const held = current?.spec?.holderIdentity === identity;
    const spec = {
      holderIdentity: identity,
      leaseDurationSeconds: Math.ceil(this.timing.leaseDurationMs / 1000),
      acquireTime: held ? current.spec?.acquireTime : now,
      renewTime: now,
      leaseTransitions:
        (current?.spec?.leaseTransitions ?? 0) + (current && !held ? 1 : 0),
    };
    const options = { signal: this.deadline() };
    if (current) {
      return cluster.replace(
        resourceTypes.Lease,
        { ...current, spec },
        options,
      );
    }
    const lease: LeaseObject = {
      apiVersion: apiVersionOf(resourceTypes.Lease),
      kind: 'Lease',
      metadata: { namespace, name },
      spec,
    };
    return cluster.create(resourceTypes.Lease, lease, options);
  }

  private async release(): Promise<void> {
    const lease = this.observed?.lease;
    if (!lease) return;
    const spec = {
      ...lease.spec,
      holderIdentity: '',
      leaseDurationSeconds: 1,
      renewTime: microTime(),
    };
    try {
      await this.options.cluster.replace(
        resourceTypes.Lease,
        { ...lease, spec },
        { signal: AbortSignal.timeout(this.timing.retryPeriodMs) },
      );
    } catch (error) {
      this.report(error); // another waits until the lease runs out
    }
  }

  private deadline(): AbortSignal {
    return AbortSignal.any([
      this.stopping.signal,
      AbortSignal.timeout(this.timing.renewDeadlineMs),
    ]);
  }

  private report(error: unknown): void {
    if (!this.stopping.signal.aborted) this.options.onError?.(error);
  }
}

/** RFC 3339 with microseconds, as `metav1.MicroTime` wants it. */
function microTime(): string {
  return new Date().toISOString().replace('Z', '000Z');
}
