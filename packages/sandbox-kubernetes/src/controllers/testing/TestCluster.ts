import type { ManagedIdentities } from '../podIdentityController';
import {
  createKubernetesApi,
  ManualClock,
  type KubernetesApi,
  type KubeObject,
  type ObjectStore,
} from '../../api';
import { EventRecorder } from '../EventRecorder';
import { Faults } from '../Faults';
import { knownImages } from '../images';
import { livelyPace } from '../kubelet/kubeletContext';
import { defaultNode, type NodeSettings } from '../kubelet/node';
import { PodLoad } from '../PodLoad';
import { PodLogStore } from '../PodLogStore';
import { loadTokenKey, ServiceAccountTokens } from '../ServiceAccountTokens';
import {
  startClusterControllers,
  type ClusterControllers,
} from '../startClusterControllers';
import type { StoredDeployment, StoredPod, StoredReplicaSet } from '../stored';
import { prepareCluster } from '../../cluster/prepareCluster';
import { FakeRuntime } from './FakeRuntime';

const tokenKey = loadTokenKey();

/** All controllers on an in-process API, with a clock and processes that the test moves. */
export class TestCluster {
  readonly clock = new ManualClock();
  readonly faults = new Faults();
  readonly runtime = new FakeRuntime();
  readonly logs = new PodLogStore(this.clock);
  readonly load = new PodLoad(this.clock);
  private readonly errors: unknown[] = [];
  readonly azure: ManagedIdentities = { identities: [] };
  readonly api: KubernetesApi;
  controllers: ClusterControllers;

  constructor(private readonly node: NodeSettings = defaultNode) {
    this.api = createKubernetesApi({
      token: 'test',
      clock: this.clock,
      podLogs: this.logs.serve,
      onError: error => this.errors.push(error),
    });
    prepareCluster(this.store, []);
    this.controllers = this.start();
  }

  get store(): ObjectStore {
    return this.api.store;
  }

  /** The sandbox is stopped and started again: the objects stay, the processes do not. */
  async restart(): Promise<void> {
    this.controllers.stop();
    for (const process of this.runtime.running()) process.stop();
    this.controllers = this.start();
    await this.settle();
  }

  /** Ends everything; throws what failed inside, which is never expected. */
  async close(): Promise<void> {
    this.controllers.stop();
    await this.api.close();
    if (this.errors.length > 0) throw this.errors[0];
  }

  /** Lets everything happen that happens without time passing. */
  async settle(): Promise<void> {
    let calm = 0;
    let version = this.store.resourceVersion;
    while (calm < 8) {
      await new Promise(resolve => {
        setImmediate(resolve);
      });
      calm = version === this.store.resourceVersion ? calm + 1 : 0;
      version = this.store.resourceVersion;
    }
  }

  /** Time passes, in steps that let everyone act in between. */
  async pass(seconds: number): Promise<void> {
    const step = seconds > 60 ? 1000 : 200;
    for (let at = 0; at < seconds * 1000; at += step) {
      this.clock.advance(step);
      await this.settle();
    }
  }

  async apply(...objects: object[]): Promise<void> {
    for (const object of objects) {
      this.store.apply(object, { fieldManager: 'test', force: true });
    }
    await this.settle();
  }

  pods(): StoredPod[] {
    return this.store.list<StoredPod>('Pod');
  }

  pod(name = this.pods()[0]?.metadata.name): StoredPod {
    return this.object<StoredPod>('Pod', name ?? '');
  }

  deployment(name = 'sample'): StoredDeployment {
    return this.object<StoredDeployment>('Deployment', name);
  }

  /** Oldest revision first. */
  replicaSets(): StoredReplicaSet[] {
    const key = 'deployment.kubernetes.io/revision';
    return this.store
      .list<StoredReplicaSet>('ReplicaSet')
      .sort(
        (a, b) =>
          Number(a.metadata.annotations?.[key]) -
          Number(b.metadata.annotations?.[key]),
      );
  }

  object<T>(kind: string, name: string, namespace = 'fhir'): T {
    const found = this.store.get<T>(kind, namespace, name);
    if (!found) throw new Error(`there is no ${kind} ${namespace}/${name}`);
    return found;
  }

  /** `Warning FailedScheduling 0/1 nodes …`, in the order of their first time. */
  events(about?: string): string[] {
    return this.store
      .list<
        KubeObject & {
          type: string;
          reason: string;
          message: string;
          involvedObject: { name: string };
        }
      >('Event')
      .filter(event => !about || event.involvedObject.name === about)
      .sort(
        (a, b) =>
          Number(a.metadata.resourceVersion) -
          Number(b.metadata.resourceVersion),
      )
      .map(({ type, reason, message }) => `${type} ${reason} ${message}`);
  }

  private start(): ClusterControllers {
    const { store, clock, faults, logs, runtime } = this;
    return startClusterControllers({
      kubelet: {
        store,
        clock,
        faults,
        logs,
        runtime,
        events: new EventRecorder(store, clock),
        node: this.node,
        images: knownImages,
        tokens: new ServiceAccountTokens(tokenKey, 'https://issuer/', clock),
        pulledImages: new Set(),
        pace: livelyPace,
        onError: error => this.errors.push(error),
      },
      azure: this.azure,
      load: this.load,
      identity: { tenantId: 'tenant', authorityHost: 'https://login/' },
    });
  }
}
