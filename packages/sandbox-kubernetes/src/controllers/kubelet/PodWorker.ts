import { checkVolumes, MissingReference } from '../containerInputs';
import type { ContainerProcess } from '../containerRuntime';
import { keyOf, splitKey, type StoredPod } from '../stored';
import { writeStatus } from '../writeStatus';
import { ContainerWorker, type ContainerOwner } from './ContainerWorker';
import { savedView } from './containerView';
import type { KubeletContext } from './kubeletContext';
import { podStatus } from './podStatus';

const mountRetry = 10_000;

/** One pod on the node, from its volumes to its end. */
export class PodWorker implements ContainerOwner {
  private readonly containers: ContainerWorker[];
  private begun = false;
  private leaving = false;
  private cancel?: () => void;

  constructor(
    private readonly context: KubeletContext,
    public pod: StoredPod,
    readonly podIP: string,
  ) {
    const saved = pod.status?.containerStatuses ?? [];
    this.containers = (pod.spec?.containers ?? []).map(container => {
      const status = saved.find(({ name }) => name === container.name);
      const view = status && savedView(status);
      return new ContainerWorker(context, this, container, view);
    });
  }

  /** The pod as it is now: new, changed, or on its way out. */
  update(pod: StoredPod): void {
    this.pod = pod;
    if (pod.metadata.deletionTimestamp) this.leave();
    else if (hasEnded(pod)) this.stop();
    else if (!this.begun) this.begin();
    else this.changed();
  }

  /** A ConfigMap or Secret of the namespace has changed. */
  inputsChanged(): void {
    if (this.leaving || hasEnded(this.pod)) return;
    if (!this.begun) this.begin();
    for (const container of this.containers) container.inputsChanged();
  }

  faultsChanged(): void {
    if (this.leaving || !this.begun || hasEnded(this.pod)) return;
    for (const container of this.containers) container.faultsChanged();
  }

  /** Asks the container that has this port; undefined: connection refused. */
  request(
    ...[port, request]: Parameters<ContainerProcess['request']>
  ): ReturnType<ContainerProcess['request']> {
    const container =
      this.containers.find(({ container: { ports } }) =>
        ports?.some(({ containerPort }) => containerPort === port),
      ) ?? this.containers[0];
    return container.request(port, request);
  }

  /** Ends everything silently. */
  stop(): void {
    this.cancel?.();
    for (const container of this.containers) container.halt();
  }

  changed(): void {
    const { store, clock, node } = this.context;
    const pod = store.get<StoredPod>('Pod', ...splitKey(keyOf(this.pod)));
    if (pod?.metadata.uid !== this.pod.metadata.uid) return;
    this.pod = pod;
    const status = podStatus(
      pod,
      this.containers.map(({ view }) => view),
      { podIP: this.podIP, hostIP: node.address, now: clock.now() },
    );
    writeStatus(store, pod, status, 'kubelet');
  }

  private begin(): void {
    this.cancel?.();
    try {
      checkVolumes(this.context.store, this.pod);
    } catch (error) {
      if (!(error instanceof MissingReference)) throw error;
      this.event('Warning', error.reason, error.message);
      this.changed();
      this.after(mountRetry, () => this.begin());
      return;
    }
    this.begun = true;
    this.changed();
    const hasInit = (this.pod.spec?.initContainers ?? []).length > 0;
    for (const container of this.containers) {
      if (hasInit) container.refuse('the sandbox runs no init containers');
      else container.start();
    }
  }

  private leave(): void {
    if (this.leaving) return;
    this.leaving = true;
    this.cancel?.();
    for (const { container } of this.containers) {
      this.event('Normal', 'Killing', `Stopping container ${container.name}`);
    }
    const grace = this.pod.metadata.deletionGracePeriodSeconds ?? 30;
    const wait = Math.min(grace * 1000, this.context.pace.stop);
    this.after(wait, () => this.remove());
  }

  private remove(): void {
    for (const container of this.containers) container.terminate();
    const { namespace, name, uid } = this.pod.metadata;
    if (!this.context.store.get('Pod', namespace, name)) return;
    this.context.store.remove('Pod', namespace, name, {
      gracePeriodSeconds: 0,
      preconditions: { uid },
    });
  }

  private after(milliseconds: number, run: () => void): void {
    this.cancel = this.context.clock.after(milliseconds, run);
  }

  private event(
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): void {
    const { events, node } = this.context;
    const event = {
      component: 'kubelet',
      host: node.name,
      reason,
      message,
    };
    if (type === 'Normal') events.normal(this.pod, event);
    else events.warning(this.pod, event);
  }
}

/** Also when somebody else says so: an eviction. */
function hasEnded({ status }: StoredPod): boolean {
  return status?.phase === 'Failed' || status?.phase === 'Succeeded';
}
