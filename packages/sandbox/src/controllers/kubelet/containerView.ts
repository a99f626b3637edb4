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
