import type {
  ContainerStatus,
  PodCondition,
  PodStatus,
} from 'kubernetes-types/core/v1';
import { timeText, withCondition } from '../conditions';
import type { StoredPod } from '../stored';
import type { ContainerView } from './containerView';

/** What the node knows of a pod beside its containers. */
export interface PodFacts {
  podIP: string;
  hostIP: string;
  now: number;
}

/** The status that the kubelet writes; conditions of others (readiness gates, PodScheduled) stay. */
export function podStatus(
  pod: StoredPod,
  views: ContainerView[],
  { podIP, hostIP, now }: PodFacts,
): PodStatus {
  const phase = phaseOf(pod, views);
  const status: PodStatus = {
    ...pod.status,
    phase,
    hostIP,
    hostIPs: [{ ip: hostIP }],
    podIP,
    podIPs: [{ ip: podIP }],
    qosClass: qosClass(pod),
    startTime: pod.status?.startTime ?? timeText(now),
    containerStatuses: views.map(containerStatus),
  };
  return { ...status, conditions: conditionsOf(pod, status, now) };
}

function containerStatus(view: ContainerView): ContainerStatus {
  return { ...view };
}

function phaseOf({ spec }: StoredPod, views: ContainerView[]): string {
  const ended = views.map(({ state }) => state.terminated?.exitCode);
  const restarts = spec?.restartPolicy ?? 'Always';
  if (restarts !== 'Always' && ended.every(code => code !== undefined)) {
    if (ended.every(code => code === 0)) return 'Succeeded';
    if (restarts === 'Never') return 'Failed';
  }
  const neverRan = ({ state, lastState }: ContainerView) =>
    state.waiting !== undefined && lastState.terminated === undefined;
  return views.some(neverRan) ? 'Pending' : 'Running';
}

function conditionsOf(
  pod: StoredPod,
  status: PodStatus,
  now: number,
): PodCondition[] {
  const containers = containersReady(status);
  const own: PodCondition[] = [
    { type: 'PodReadyToStartContainers', status: 'True' },
    { type: 'Initialized', status: 'True' },
    { ...podReady(pod, containers), type: 'Ready' },
    { ...containers, type: 'ContainersReady' },
  ];
  return own.reduce(
    (conditions, condition) => withCondition(conditions, condition, now),
    pod.status?.conditions ?? [],
  );
}

type Readiness = Pick<PodCondition, 'status' | 'reason' | 'message'>;

function containersReady({ phase, containerStatuses }: PodStatus): Readiness {
  if (phase === 'Succeeded' || phase === 'Failed') {
    return {
      status: 'False',
      reason: phase === 'Succeeded' ? 'PodCompleted' : 'PodFailed',
    };
  }
  const unready = (containerStatuses ?? [])
    .filter(({ ready }) => !ready)
    .map(({ name }) => name);
  if (unready.length === 0) return { status: 'True' };
  return {
    status: 'False',
    reason: 'ContainersNotReady',
    message: `containers with unready status: [${unready.join(' ')}]`,
  };
}

function podReady(
  { spec, status }: StoredPod,
  containers: Readiness,
): Readiness {
  if (containers.status !== 'True') return containers;
  const messages = (spec?.readinessGates ?? []).flatMap(({ conditionType }) => {
    const gate = status?.conditions?.find(({ type }) => type === conditionType);
    if (!gate) {
      return `corresponding condition of pod readiness gate "${conditionType}" does not exist.`;
    }
    return gate.status === 'True'
      ? []
      : `the status of pod readiness gate "${conditionType}" is not "True", but ${gate.status}`;
  });
  if (messages.length === 0) return { status: 'True' };
  return {
    status: 'False',
    reason: 'ReadinessGatesNotReady',
    message: messages.join(', '),
  };
}

/** Guaranteed needs equal requests and limits of both resources everywhere; BestEffort has none. */
function qosClass({ spec }: StoredPod): string {
  const all = (spec?.containers ?? []).flatMap(({ resources }) =>
    ['cpu', 'memory'].map(name => ({
      request: resources?.requests?.[name] ?? resources?.limits?.[name],
      limit: resources?.limits?.[name],
    })),
  );
  if (all.every(({ request, limit }) => !request && !limit)) {
    return 'BestEffort';
  }
  return all.every(({ request, limit }) => limit && request === limit)
    ? 'Guaranteed'
    : 'Burstable';
}
