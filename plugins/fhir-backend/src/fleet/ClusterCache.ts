import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  apiVersionOf,
  type Change,
  type ClusterClient,
  type KubernetesObject,
  reflect,
  type Reflector,
  type ReflectorState,
  resourceTypes,
} from '@fhir-on-aks/kube';
import {
  type ClusterState,
  FHIR_RESOURCE,
  type FhirSnapshot,
  type FleetCluster,
} from '@fhir-on-aks/plugin-fhir-common';
import type { ConnectCluster } from '@fhir-on-aks/plugin-fhir-node';
import { clusterState } from './clusterState';
import { EventIndex } from './EventIndex';
import { ObjectIndex } from './ObjectIndex';
import { type CachedInstance, readInstance } from './readInstance';
import { shrinkEvent } from './shrinkEvent';
import { childKinds, childSelector } from './watchedKinds';

/** How long until a kubeconfig that could not be used is read again. */
const CONNECT_AGAIN_MS = 15_000;

interface ClusterCacheOptions {
  cluster: FleetCluster;
  connect: ConnectCluster;
  logger: LoggerService;
  /** Called with the ids of the instances that changed; may be called very often. */
  onChange(ids: string[]): void;
}

interface WatchOf {
  labelSelector?: string;
  transform?: (object: KubernetesObject) => KubernetesObject;
}

/** Everything about the FHIR servers of one cluster, kept in memory by watches: reading costs the cluster nothing. */
export class ClusterCache {
  readonly cluster: FleetCluster;
  readonly #options: ClusterCacheOptions;
  readonly #objects = new ObjectIndex();
  readonly #events = new EventIndex();
  readonly #instances = new Map<string, CachedInstance>();
  readonly #reflectors = new Map<string, Reflector<KubernetesObject>>();
  #client?: ReturnType<ConnectCluster>;
  #connectError?: string;
  #timer?: NodeJS.Timeout;
  #stopped = false;

  constructor(options: ClusterCacheOptions) {
    this.#options = options;
    this.cluster = options.cluster;
  }

  /** Begins to watch; a cluster that cannot be connected is tried again until `stop`. */
  start(): void {
    if (this.#stopped || this.#client) return;
    try {
      this.#client = this.#options.connect(this.cluster);
    } catch (error) {
      this.#connectError = error instanceof Error ? error.message : `${error}`;
      this.#options.logger.error(
        `Cluster ${this.cluster.name} cannot be connected, trying again in ${CONNECT_AGAIN_MS / 1_000} s: ${this.#connectError}`,
      );
      this.#timer = setTimeout(() => this.start(), CONNECT_AGAIN_MS);
      return;
    }
    this.#connectError = undefined;
    this.#watchAll(this.#client);
  }

  /** Ends all watches and the connection. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const running = [...this.#reflectors.values()];
    await Promise.all(running.map(reflector => reflector.stop()));
    await this.#client?.close?.();
  }

  /** For what is not in the cache: logs. Undefined until the cluster could be connected. */
  get client(): ClusterClient | undefined {
    return this.#client;
  }

  /** Resolves once every kind that the cluster serves was read. */
  async complete(): Promise<void> {
    await Promise.all([...this.#reflectors.values()].map(r => r.synced));
  }

  /** How the cluster answers. */
  state(): ClusterState {
    const states = [...this.#reflectors].map(([kind, { state }]) => ({
      kind,
      state,
    }));
    return clusterState(this.cluster, states, this.#connectError);
  }

  /** All Fhirs of the cluster. */
  instances(): CachedInstance[] {
    return [...this.#instances.values()];
  }

  /** One Fhir. */
  instance(namespace: string, name: string): CachedInstance | undefined {
    return this.#instances.get(`${namespace}/${name}`);
  }

  /** A Fhir with its children and the events about exactly these objects. */
  snapshot({ fhir, specErrors }: CachedInstance): FhirSnapshot {
    const children = this.#objects.descendants(fhir.metadata.uid);
    const uids = children.map(({ metadata }) => metadata.uid);
    return {
      fhir,
      children,
      events: this.#events.about([fhir.metadata.uid, ...uids]),
      ...(specErrors ? { specErrors } : {}),
    };
  }

  /** Group/versions of our children that the cluster does not serve, such as `gateway.networking.k8s.io/v1`. */
  missingApis(): string[] {
    const missing = childKinds.filter(
      ({ kind }) => this.#reflectors.get(kind)?.state.state === 'crd-missing',
    );
    return [...new Set(missing.map(apiVersionOf))];
  }

  /** The Fhir as it stands in the cluster. */
  liveFhir({ namespace, name }: CachedInstance): KubernetesObject | undefined {
    return this.#reflectors.get(FHIR_RESOURCE.kind)?.get({ namespace, name });
  }

  #watchAll(client: ClusterClient): void {
    this.#watch(client, FHIR_RESOURCE, change => this.#takeFhir(change));
    for (const kind of childKinds) {
      const take = (change: Change<KubernetesObject>) =>
        this.#takeChild(change);
      this.#watch(client, kind, take, { labelSelector: childSelector });
    }
    this.#watch(
      client,
      resourceTypes.Event,
      change => this.#takeEvent(change),
      {
        transform: shrinkEvent,
      },
    );
  }

  #watch(
    cluster: ClusterClient,
    type: (typeof childKinds)[number],
    take: (change: Change<KubernetesObject>) => void,
    { labelSelector, transform }: WatchOf = {},
  ): void {
    const selection = labelSelector ? { labelSelector } : undefined;
    const reflector = reflect({ cluster, type, selection, transform });
    reflector.onChange(take);
    reflector.onState(state => this.#stateChanged(type.kind, state));
    this.#reflectors.set(type.kind, reflector);
  }

  #stateChanged(kind: string, { state, message }: ReflectorState): void {
    const { logger, onChange } = this.#options;
    const said = `${kind} of cluster ${this.cluster.name}: ${state}${message ? `, ${message}` : ''}`;
    if (kind !== FHIR_RESOURCE.kind) {
      logger.debug(said);
      return;
    }
    if (state === 'connected') logger.info(said);
    else logger.warn(said);
    onChange(this.instances().map(({ id }) => id));
  }

  #takeFhir({ type, object }: Change<KubernetesObject>): void {
    const { namespace = 'default', name, uid } = object.metadata;
    const key = `${namespace}/${name}`;
    const before = this.#instances.get(key);
    const instance = readInstance(this.cluster.name, object, before);
    if (type === 'deleted') {
      this.#instances.delete(key);
      this.#objects.remove(uid ?? '');
    } else {
      this.#instances.set(key, instance);
      this.#objects.put(object);
    }
    this.#options.onChange([instance.id]);
  }

  #takeChild({ type, object }: Change<KubernetesObject>): void {
    const rootBefore = this.#objects.rootOf(object);
    if (type === 'deleted') this.#objects.remove(object.metadata.uid ?? '');
    else this.#objects.put(object);
    this.#changed(rootBefore ?? this.#objects.rootOf(object));
  }

  #takeEvent({ type, object }: Change<KubernetesObject>): void {
    if (type === 'deleted') {
      this.#events.remove(object);
      return;
    }
    const about = this.#objects.get(this.#events.put(object) ?? '');
    if (about) this.#changed(this.#objects.rootOf(about));
  }

  #changed(
    root: { metadata: { namespace?: string; name: string } } | undefined,
  ) {
    if (!root) return;
    const { namespace = 'default', name } = root.metadata;
    const instance = this.instance(namespace, name);
    if (instance) this.#options.onChange([instance.id]);
  }
}
