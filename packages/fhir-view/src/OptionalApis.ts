import type { ClusterClient } from '@fhir-on-aks/kube';

/** Settings of the discovery of optional APIs. */
export interface OptionalApisOptions {
  cluster: Pick<ClusterClient, 'served'>;
  /** By group/version, the plural that must be served. */
  apis: ReadonlyMap<string, string>;
  /** Default 30 s, with jitter. */
  intervalMs?: number;
  /** The interval after a request that failed; default 2 s. */
  retryMs?: number;
  onServed(apiVersion: string): void;
  onRemoved(apiVersion: string): void;
  onError(apiVersion: string, error: unknown): void;
}

/** Polls the optional APIs that the cluster serves: a CRD may be installed or removed at any time. */
export class OptionalApis {
  /** Resolves once the cluster has answered for every API. */
  readonly known: Promise<void>;
  private readonly served = new Map<string, boolean>();
  private readonly stopping = new AbortController();
  private resolveKnown: () => void = () => {};
  private timer?: NodeJS.Timeout;

  constructor(private readonly options: OptionalApisOptions) {
    this.known = new Promise(resolve => (this.resolveKnown = resolve));
  }

  start(): void {
    void this.poll();
  }

  stop(): void {
    this.stopping.abort();
    clearTimeout(this.timer);
  }

  private async poll(): Promise<void> {
    const { apis, intervalMs = 30_000, retryMs = 2_000 } = this.options;
    const answers = await Promise.all(
      [...apis].map(([api, plural]) => this.discover(api, plural)),
    );
    if (this.stopping.signal.aborted) return;
    if (this.served.size === apis.size) this.resolveKnown();
    const wait = answers.every(Boolean) ? intervalMs : retryMs;
    const jittered = wait * (0.8 + Math.random() * 0.4);
    this.timer = setTimeout(() => void this.poll(), jittered);
    this.timer.unref();
  }

  /** Whether the cluster answered. */
  private async discover(apiVersion: string, plural: string): Promise<boolean> {
    const { cluster, onServed, onRemoved, onError } = this.options;
    const [group = '', version = ''] = apiVersion.split('/');
    try {
      const { signal } = this.stopping;
      const kinds = await cluster.served(group, version, { signal });
      if (signal.aborted) return true;
      const before = this.served.get(apiVersion) ?? false;
      const now = kinds.has(plural);
      this.served.set(apiVersion, now);
      if (now && !before) onServed(apiVersion);
      if (before && !now) onRemoved(apiVersion);
      return true;
    } catch (error) {
      // The last answer stays valid.
      if (!this.stopping.signal.aborted) onError(apiVersion, error);
      return false;
    }
  }
}
