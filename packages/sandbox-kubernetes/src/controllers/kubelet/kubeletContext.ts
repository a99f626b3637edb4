import type { ContainerRuntime } from '../containerRuntime';
import type { ControllerContext } from '../controller';
import type { Faults } from '../Faults';
import type { Images } from '../images';
import type { PodLogStore } from '../PodLogStore';
import type { ServiceAccountTokens } from '../ServiceAccountTokens';
import type { NodeSettings } from './node';

/** How long the steps of a node take, in milliseconds. */
export interface KubeletPace {
  imagePull: number;
  /** From a failed pull to the back-off that the status then shows. */
  pullFailed: number;
  /** From the end of a process to its first restart. */
  restart: number;
  /** From the start of a process to the crash that a fault causes. */
  crash: number;
  /** Longest time that a pod gets to end; the rest of its grace period is not waited for. */
  stop: number;
}

/** What the kubelet works with. */
export interface KubeletContext extends ControllerContext {
  node: NodeSettings;
  runtime: ContainerRuntime;
  images: Images;
  faults: Faults;
  logs: PodLogStore;
  tokens: ServiceAccountTokens;
  /** Images that the node has. */
  pulledImages: Set<string>;
  pace: KubeletPace;
}

/** A pace that a person who looks on can follow; a fault is seen within a second. */
export const livelyPace: KubeletPace = {
  imagePull: 800,
  pullFailed: 1000,
  restart: 300,
  crash: 300,
  stop: 1500,
};
