import type { ContainerProcess } from '../containerRuntime';
import type { StoredConfigMap, StoredPod, StoredSecret } from '../stored';
import type { KubeletContext } from './kubeletContext';
import { registerNode } from './node';
import { PodWorker } from './PodWorker';

/** Runs the pods that are bound to its node. */
export class Kubelet {
  private readonly workers = new Map<string, PodWorker>();
  private readonly ends: (() => void)[] = [];

  constructor(private readonly context: KubeletContext) {}

  start(): void {
    const { store, node, clock, faults } = this.context;
    registerNode(store, node, clock.now());
    this.ends.push(
      store.watch<StoredPod>('Pod', ({ type, object }) => {
        if (type === 'DELETED') this.forget(object);
        else this.update(object);
      }),
      store.watch<StoredConfigMap>('ConfigMap', ({ object }) =>
        this.inputsChanged(object.metadata.namespace),
      ),
      store.watch<StoredSecret>('Secret', ({ object }) =>
        this.inputsChanged(object.metadata.namespace),
      ),
      faults.onChange(() => {
        for (const worker of this.workers.values()) worker.faultsChanged();
      }),
    );
  }

  /** Asks a pod; undefined: connection refused, or no such pod. */
  async request(
    podUid: string,
    ...call: Parameters<ContainerProcess['request']>
  ): ReturnType<ContainerProcess['request']> {
    return this.workers.get(podUid)?.request(...call);
  }

  /** Stops every process; what is stored stays, so that the next start goes on from it. */
  stop(): void {
    for (const end of this.ends) end();
    for (const worker of this.workers.values()) worker.stop();
    this.workers.clear();
  }

  private update(pod: StoredPod): void {
    if (pod.spec?.nodeName !== this.context.node.name) return;
    const { uid } = pod.metadata;
    const found = this.workers.get(uid);
    const worker =
      found ?? new PodWorker(this.context, pod, this.addressFor(pod));
    this.workers.set(uid, worker);
    worker.update(pod);
  }

  private forget({ metadata: { uid } }: StoredPod): void {
    this.workers.get(uid)?.stop();
    this.workers.delete(uid);
    this.context.logs.forget(uid);
  }

  private inputsChanged(namespace: string): void {
    for (const worker of this.workers.values()) {
      if (worker.pod.metadata.namespace === namespace) worker.inputsChanged();
    }
  }

  /** The address it had before, or a free one of the pod network. */
  private addressFor(pod: StoredPod): string {
    const taken = new Set([...this.workers.values()].map(one => one.podIP));
    const before = pod.status?.podIP;
    if (before && !taken.has(before)) return before;
    for (let at = 4; ; at++) {
      const address = `10.244.${Math.floor(at / 256)}.${at % 256}`;
      if (!taken.has(address)) return address;
    }
  }
}
