import type { Node } from 'kubernetes-types/core/v1';
import type { ObjectMeta } from '../api';
import { withCondition } from './conditions';
import { runController, watching, type ControllerContext } from './controller';
import { instanceOf, type Faults } from './Faults';
import { fits, type NodeRoom } from './nodeRoom';
import { isActive } from './podPhase';
import { keyOf, splitKey, type StoredPod } from './stored';
import { writeStatus } from './writeStatus';

const component = 'default-scheduler';
const everyPod = 'pods';

type StoredNode = Node & { metadata: ObjectMeta };

class Scheduler {
  constructor(
    private readonly context: ControllerContext,
    private readonly faults: Faults,
  ) {}

  scheduleAll(): void {
    const pods = this.context.store.list<StoredPod>('Pod');
    const waiting = pods.filter(
      pod => !pod.spec?.nodeName && !pod.metadata.deletionTimestamp,
    );
    for (const pod of waiting) this.schedule(pod);
  }

  private schedule(pod: StoredPod): void {
    const nodes = this.context.store.list<StoredNode>('Node');
    const refusals: string[] = [];
    for (const node of nodes) {
      const refusal = this.refusal(pod, node);
      if (!refusal) {
        this.bind(pod, node.metadata.name);
        return;
      }
      refusals.push(refusal);
    }
    this.refuse(pod, nodes.length, refusals);
  }

  private refusal(pod: StoredPod, node: StoredNode): string | undefined {
    if (this.faults.on('pending', instanceOf(pod))) return 'Insufficient cpu';
    const here = this.context.store
      .list<StoredPod>('Pod')
      .filter(one => one.spec?.nodeName === node.metadata.name)
      .filter(isOnNode);
    const room: NodeRoom = {
      labels: node.metadata.labels ?? {},
      unschedulable: node.spec?.unschedulable === true,
      allocatable: node.status?.allocatable ?? {},
    };
    return fits(pod, room, here);
  }

  private bind(pod: StoredPod, nodeName: string): void {
    const { store, events, clock } = this.context;
    const bound = store.patch<StoredPod>(
      'Pod',
      pod.metadata.namespace,
      pod.metadata.name,
      { spec: { nodeName } },
      { fieldManager: 'kube-scheduler' },
    );
    writeStatus(store, bound, {
      ...bound.status,
      conditions: withCondition(
        bound.status?.conditions,
        { type: 'PodScheduled', status: 'True' },
        clock.now(),
      ),
    });
    events.normal(pod, {
      component,
      reason: 'Scheduled',
      message: `Successfully assigned ${keyOf(pod)} to ${nodeName}`,
    });
  }

  private refuse(pod: StoredPod, nodes: number, refusals: string[]): void {
    const { store, events, clock } = this.context;
    const counted = [...new Set(refusals)]
      .map(one => `${refusals.filter(other => other === one).length} ${one}`)
      .join(', ');
    const message = `0/${nodes} nodes are available: ${counted || 'there is no node'}. preemption: 0/${nodes} nodes are available: ${nodes} No preemption victims found for incoming pod.`;
    const before = pod.status?.conditions?.find(
      ({ type }) => type === 'PodScheduled',
    );
    if (before?.message === message) return;
    const fresh = store.get<StoredPod>('Pod', ...splitKey(keyOf(pod))) ?? pod;
    writeStatus(store, fresh, {
      ...fresh.status,
      phase: 'Pending',
      conditions: withCondition(
        fresh.status?.conditions,
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message,
        },
        clock.now(),
      ),
    });
    events.warning(pod, { component, reason: 'FailedScheduling', message });
  }
}

/** Gives each pod a node with room for it; the others wait and say what is missing. */
export function startScheduler(
  context: ControllerContext,
  faults: Faults,
): () => void {
  const scheduler = new Scheduler(context, faults);
  return runController(
    context,
    [
      // A pod that leaves makes room for another, so every change concerns all.
      watching<StoredPod>('Pod', () => [everyPod]),
      watching<StoredNode>('Node', () => [everyPod]),
      (_store, add) => faults.onChange(() => add(everyPod)),
    ],
    () => scheduler.scheduleAll(),
  );
}

/** Terminating pods keep their place until they are gone. */
function isOnNode(pod: StoredPod): boolean {
  return isActive(pod) || pod.metadata.deletionTimestamp !== undefined;
}
