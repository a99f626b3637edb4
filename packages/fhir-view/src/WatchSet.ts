import {
  SharedParts,
  type ClusterClient,
  type KubernetesObject,
  type ReflectorState,
  type ReflectorTiming,
  type ResourceType,
} from '@fhir-on-aks/kube';
import { KindWatch, type KindWatchOptions } from './KindWatch';

/** Options of all watches. */
export interface WatchSetOptions {
  cluster: ClusterClient;
  /** The namespaces to watch; empty: all. */
  namespaces: readonly string[];
  onState?(kind: string, state: ReflectorState): void;
  /** A watch was added. */
  onWatch?(kind: string, watch: KindWatch): void;
  onError(what: string, error: unknown): void;
  timing?: Partial<ReflectorTiming>;
}

/** A kind that is watched, and how the cluster answers. */
export interface KindState {
  kind: string;
  state: ReflectorState;
}

/** The watches of a view, by kind. */
export class WatchSet {
  private readonly watches = new Map<string, KindWatch>();
  private readonly parts = new SharedParts();

  constructor(private readonly options: WatchSetOptions) {}

  get(kind: string): KindWatch | undefined {
    return this.watches.get(kind);
  }

  /** Adds a watch. */
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

  /** Stops the watch of a kind and drops its objects. */
  remove({ kind }: ResourceType): void {
    void this.watches.get(kind)?.stop();
    this.watches.delete(kind);
  }

  /** Stores the answer to a write of our own, so that it is seen before its watch event arrives. */
  observe(object: KubernetesObject): void {
    this.watches.get(object.kind)?.observe(object);
  }

  /** How each kind is answered. */
  states(): KindState[] {
    return [...this.watches].map(([kind, { state }]) => ({ kind, state }));
  }

  /** Resolves when every kind is read or forbidden. */
  async settled(): Promise<void> {
    await Promise.all([...this.watches.values()].map(each => each.settled()));
  }

  /** Whether a kind is read or forbidden. */
  isSettled({ kind }: ResourceType): boolean {
    const watch = this.watches.get(kind);
    return !!watch && (watch.isSynced || watch.state.state === 'forbidden');
  }

  /** The kinds that are not read yet, each with the reason. */
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
