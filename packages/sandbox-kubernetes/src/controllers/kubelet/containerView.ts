import type { ContainerState, ContainerStatus } from 'kubernetes-types/core/v1';

/** One container as the status of its pod shows it. */
export interface ContainerView {
  name: string;
  image: string;
  imageID: string;
  containerID?: string;
  state: ContainerState;
  lastState: ContainerState;
  restartCount: number;
  started: boolean;
  ready: boolean;
}

/** A container that has not started yet. */
export function newView(name: string, image: string): ContainerView {
  return {
    name,
    image,
    imageID: '',
    state: { waiting: { reason: 'ContainerCreating' } },
    lastState: {},
    restartCount: 0,
    started: false,
    ready: false,
  };
}

/** The container as it was when the sandbox was last stopped. */
export function savedView(status: ContainerStatus): ContainerView {
  return {
    name: status.name,
    image: status.image,
    imageID: status.imageID,
    containerID: status.containerID,
    state: status.state ?? {},
    lastState: status.lastState ?? {},
    restartCount: status.restartCount,
    started: status.started ?? false,
    ready: status.ready,
  };
}

/** The process has started. */
export function runningView(
  view: ContainerView,
  started: { at: string; imageID: string; containerID: string },
): ContainerView {
  return {
    ...view,
    state: { running: { startedAt: started.at } },
    imageID: started.imageID,
    containerID: started.containerID,
    started: false,
    ready: false,
  };
}

/** The process has ended. */
export function endedView(
  view: ContainerView,
  end: { at: string; exitCode: number; message?: string },
): ContainerView {
  const terminated = {
    exitCode: end.exitCode,
    reason: end.exitCode === 0 ? 'Completed' : 'Error',
    startedAt: view.state.running?.startedAt,
    finishedAt: end.at,
    containerID: view.containerID,
    ...(end.message ? { message: end.message } : {}),
  };
  return { ...view, state: { terminated }, started: false, ready: false };
}

/** It waits, for whatever reason; how it ended before is kept. */
export function waitingView(
  view: ContainerView,
  reason: string,
  message: string,
): ContainerView {
  const { state, lastState } = view;
  return {
    ...view,
    lastState: state.terminated ? state : lastState,
    state: { waiting: { reason, message } },
  };
}

/** It starts once more. */
export function restartedView(view: ContainerView): ContainerView {
  const { state, lastState, restartCount } = view;
  return {
    ...view,
    restartCount: restartCount + 1,
    lastState: state.terminated ? state : lastState,
  };
}
