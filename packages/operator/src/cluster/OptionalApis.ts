import type { ClusterClient } from '@fhir-on-aks/kube';

/** Settings of the look-out for optional APIs. */
export interface OptionalApisOptions {
  cluster: Pick<ClusterClient, 'served'>;
  /** Group/versions, each with the plural that must be served. */
  apis: ReadonlyMap<string, string>;
  /** How long until they are looked at again; default 30 s, with jitter. */
  everyMs?: number;
  /** How long until a question without an answer is put again; default 2 s. */
  retryMs?: number;
  onServed(apiVersion: string): void;
  onGone(apiVersion: string): void;
  onError(apiVersion: string, error: unknown): void;
}

/** Asks the cluster again and again which optional APIs it serves: a CRD may be installed or removed at any time. */
export class OptionalApis {
  /** Resolves when the cluster has answered for every API once. */
  readonly known: Promise<void>;
  private readonly served = new Map<string, boolean>();
  private readonly stopping = new AbortController();
  private resolveKnown: () => void = () => {};
  private timer?: NodeJS.Timeout;

  constructor(private readonly options: OptionalApisOptions) {
    this.known = new Promise(resolve => (this.resolveKnown = resolve));
  }

  start(): void {
    void this.look();
  }

  stop(): void {
    this.stopping.abort();
    clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    const { apis, everyMs = 30_000, retryMs = 2_000 } = this.options;
    const answers = await Promise.all(
      [...apis].map(([api, plural]) => this.ask(api, plural)),
    );
    if (this.stopping.signal.aborted) return;
    if (this.served.size === apis.size) this.resolveKnown();
    const wait = answers.every(Boolean) ? everyMs : retryMs;
    const jittered = wait * (0.8 + Math.random() * 0.4);
    this.timer = setTimeout(() => void this.look(), jittered);
    this.timer.unref();
  }

  /** Whether the cluster answered. */
  private async ask(apiVersion: string, plural: string): Promise<boolean> {
    const { cluster, onServed, onGone, onError } = this.options;
    const [group = '', version = ''] = apiVersion.split('/');
    try {
      const { signal } = this.stopping;
      const kinds = await cluster.served(group, version, { signal });
      if (signal.aborted) return true;
      const before = this.served.get(apiVersion) ?? false;
      const now = kinds.has(plural);
      this.served.set(apiVersion, now);
      if (now && !before) onServed(apiVersion);
      if (before && !now) onGone(apiVersion);
      return true;
    } catch (error) {
      // What was known before holds.
      if (!this.stopping.signal.aborted) onError(apiVersion, error);
      return false;
    }
  }
}
