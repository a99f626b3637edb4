import type { LoggerService } from '@backstage/backend-plugin-api';
import { ClusterView, type FhirChange } from '@fhir-on-aks/fhir-view';
import type {
  ClusterClient,
  KubernetesObject,
  ReflectorState,
} from '@fhir-on-aks/kube';
import {
  type ClusterState,
  FHIR_RESOURCE,
  type FhirSnapshot,
  type FleetCluster,
  instanceId,
} from '@fhir-on-aks/plugin-fhir-common';
import type { ConnectCluster } from '@fhir-on-aks/plugin-fhir-node';
import { clusterState } from './clusterState';
import { type CachedInstance, readInstance } from './readInstance';

/** How long until a kubeconfig that could not be used is read again. */
const CONNECT_AGAIN_MS = 15_000;

interface ClusterCacheOptions {
  cluster: FleetCluster;
  connect: ConnectCluster;
  logger: LoggerService;
  /** Called with the ids of the instances that changed; may be called very often. */
  onChange(ids: string[]): void;
}

/** Everything about the FHIR servers of one cluster, kept in memory by watches: reading costs the cluster nothing. */
export class ClusterCache {
  readonly cluster: FleetCluster;
  readonly #options: ClusterCacheOptions;
  readonly #instances = new Map<string, CachedInstance>();
  #view?: ClusterView;
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
    this.#view = this.#viewOf(this.#client);
  }

  /** Ends all watches and the connection. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#view?.stop();
    await this.#client?.close?.();
  }

  /** For what is not in the cache: logs. Undefined until the cluster could be connected. */
  get client(): ClusterClient | undefined {
    return this.#client;
  }

  /** Resolves once every kind that the cluster serves was read. */
  async complete(): Promise<void> {
    await this.#view?.synced();
  }

  /** How the cluster answers. */
  state(): ClusterState {
    const states = this.#view?.states() ?? [];
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
  snapshot(instance: CachedInstance): FhirSnapshot {
    const { fhir, specErrors } = instance;
    const live = this.liveFhir(instance);
    return {
      children: [],
      events: [],
      ...(live ? this.#view?.snapshot(live) : {}),
      fhir,
      ...(specErrors ? { specErrors } : {}),
    };
  }

  /** Group/versions of our children that the cluster does not serve, such as `gateway.networking.k8s.io/v1`. */
  missingApis(): string[] {
    return this.#view?.missingApis() ?? [];
  }

  /** The Fhir as it stands in the cluster. */
  liveFhir({ namespace, name }: CachedInstance): KubernetesObject | undefined {
    return this.#view?.fhir(`${namespace}/${name}`);
  }

  #viewOf(cluster: ClusterClient): ClusterView {
    const { logger } = this.#options;
    return new ClusterView({
      cluster,
      namespaces: [],
      onChange: change => this.#changed(change),
      onState: (kind, state) => this.#stateChanged(kind, state),
      onError: (what, error) =>
        logger.debug(`${what} of cluster ${this.cluster.name}: ${error}`),
    });
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

  #changed({ key, cause }: FhirChange): void {
    if (cause === 'fhir') this.#fhirChanged(key);
    const [namespace = '', name = ''] = key.split('/');
    const target = { cluster: this.cluster.name, namespace, name };
    this.#options.onChange([instanceId(target)]);
  }

  #fhirChanged(key: string): void {
    const object = this.#view?.fhir(key);
    const before = this.#instances.get(key);
    if (!object) this.#instances.delete(key);
    else {
      const instance = readInstance(this.cluster.name, object, before);
      this.#instances.set(key, instance);
    }
  }
}
