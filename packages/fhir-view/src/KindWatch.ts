import {
  reflect,
  type Change,
  type ClusterClient,
  type Indexes,
  type KubernetesObject,
  type ObjectRef,
  type Reflector,
  type ReflectorState,
  type ReflectorStats,
  type ReflectorTiming,
  type ResourceType,
  type SharedParts,
} from '@fhir-on-aks/kube';

/** Selects the objects of a kind to keep a copy of. */
export interface KindWatchOptions {
  cluster: ClusterClient;
  type: ResourceType;
  /** The namespaces to watch; empty: all. */
  namespaces: readonly string[];
  labelSelector?: string;
  metadataOnly?: boolean;
  indexes?: Indexes<KubernetesObject>;
  transform?: (object: KubernetesObject) => KubernetesObject;
  /** Shared by the watches of all kinds: equal parts of their objects are in memory once. */
  parts?: SharedParts;
  onError?: (error: unknown) => void;
  timing?: Partial<ReflectorTiming>;
}

/** States of a watch, the worst first. */
const STATES: Array<ReflectorState['state']> = [
  'forbidden',
  'unreachable',
  'crd-missing',
  'loading',
  'connected',
];

/** A live copy of the objects of one kind in the watched namespaces. */
export class KindWatch {
  readonly type: ResourceType;
  /** Resolves to true once everything is read, to false when stopped before. */
  readonly synced: Promise<boolean>;
  private readonly reflectors = new Map<string, Reflector<KubernetesObject>>();
  private complete = false;

  constructor({ namespaces, labelSelector, ...options }: KindWatchOptions) {
    this.type = options.type;
    for (const namespace of namespaces.length > 0 ? namespaces : ['']) {
      const selection = {
        ...(namespace ? { namespace } : {}),
        ...(labelSelector ? { labelSelector } : {}),
      };
      this.reflectors.set(namespace, reflect({ ...options, selection }));
    }
    this.synced = Promise.all(this.all().map(each => each.synced)).then(
      results => (this.complete = results.every(Boolean)),
    );
  }

  /** Whether everything has been read. */
  get isSynced(): boolean {
    return this.complete;
  }

  get(ref: ObjectRef): KubernetesObject | undefined {
    return this.reflectorOf(ref.namespace)?.get(ref);
  }

  list(namespace?: string): KubernetesObject[] {
    return this.all().flatMap(each => each.list(namespace));
  }

  byIndex(name: string, value: string): KubernetesObject[] {
    const [only, ...more] = this.all();
    return more.length === 0
      ? (only?.byIndex(name, value) ?? [])
      : this.all().flatMap(each => each.byIndex(name, value));
  }

  onChange(handler: (change: Change<KubernetesObject>) => void): void {
    for (const each of this.all()) each.onChange(handler);
  }

  onState(handler: (state: ReflectorState) => void): void {
    for (const each of this.all()) each.onState(() => handler(this.state));
  }

  observe(object: KubernetesObject): void {
    this.reflectorOf(object.metadata.namespace)?.observe(object);
  }

  /** The worst state of all namespaces. */
  get state(): ReflectorState {
    const [worst] = this.all()
      .map(each => each.state)
      .sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state));
    return worst ?? { state: 'loading' };
  }

  /** The counters of all namespaces together. */
  get stats(): ReflectorStats {
    const sum: ReflectorStats = {
      lists: 0,
      watches: 0,
      events: 0,
      failures: 0,
      handlerErrors: 0,
    };
    for (const { stats } of this.all()) {
      sum.lists += stats.lists;
      sum.watches += stats.watches;
      sum.events += stats.events;
      sum.failures += stats.failures;
      sum.handlerErrors += stats.handlerErrors;
    }
    return sum;
  }

  /** Resolves once everything is read, or reading is forbidden. */
  async settled(): Promise<void> {
    const forbidden = new Promise<void>(resolve => {
      const check = () => {
        if (this.state.state === 'forbidden') resolve();
      };
      this.onState(check);
      check();
    });
    await Promise.race([this.synced, forbidden]);
  }

  async stop(): Promise<void> {
    await Promise.all(this.all().map(each => each.stop()));
  }

  private all(): Array<Reflector<KubernetesObject>> {
    return [...this.reflectors.values()];
  }

  private reflectorOf(namespace = '') {
    return this.reflectors.get('') ?? this.reflectors.get(namespace);
  }
}
