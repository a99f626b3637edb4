import {
  SharedParts,
  type ClusterClient,
  type KubernetesObject,
  type ReflectorState,
  type ReflectorTiming,
  type ResourceType,
} from '@fhir-on-aks/kube';
import { KindWatch, type KindWatchOptions } from './KindWatch';

/** What all watches have in common. */
export interface WatchSetOptions {
  cluster: ClusterClient;
  /** None named: all. */
  namespaces: readonly string[];
  onState?(kind: string, state: ReflectorState): void;
  /** A kind is watched from now on. */
  onWatch?(kind: string, watch: KindWatch): void;
  onError(what: string, error: unknown): void;
  timing?: Partial<ReflectorTiming>;
}

/** The kinds that are watched, by name. */
export class WatchSet {
  private readonly watches = new Map<string, KindWatch>();
  private readonly parts = new SharedParts();

  constructor(private readonly options: WatchSetOptions) {}

  get(kind: string): KindWatch | undefined {
    return this.watches.get(kind);
  }

  /** Begins to watch a kind. */
  add(type: ResourceType, options: Partial<KindWatchOptions> = {}): KindWatch {
    const { cluster, namespaces, timing } = this.options;
    const watch = new KindWatch({
      cluster,
      type,
      namespaces,
      timing,
      parts: this.parts,
      onError: error => this.options.onError(type.plural, error),
      ...options,
    });
    watch.onState(state => this.options.onState?.(type.kind, state));
    this.watches.set(type.kind, watch);
    this.options.onWatch?.(type.kind, watch);
    return watch;
  }

  /** Ends to watch a kind and forgets its objects. */
  remove({ kind }: ResourceType): void {
    void this.watches.get(kind)?.stop();
    this.watches.delete(kind);
  }

  /** Puts in the answer of a write of our own, so that the next look sees it. */
  observe(object: KubernetesObject): void {
    this.watches.get(object.kind)?.observe(object);
  }

  /** Resolves when every kind is read, or may not be. */
  async settled(): Promise<void> {
    await Promise.all([...this.watches.values()].map(each => each.settled()));
  }

  /** Whether a kind is read, or the cluster said that it may not be. */
  isSettled({ kind }: ResourceType): boolean {
    const watch = this.watches.get(kind);
    return !!watch && (watch.isSynced || watch.state.state === 'forbidden');
  }

  /** What is not read yet, each with the reason. */
  waitingFor(): string[] {
    return [...this.watches.values()]
      .filter(({ type }) => !this.isSettled(type))
      .map(({ type, state }) =>
        state.message ? `${type.plural}: ${state.message}` : type.plural,
      );
  }

  async stop(): Promise<void> {
    await Promise.all([...this.watches.values()].map(each => each.stop()));
  }
}
