import type {
  ClusterClient,
  KubernetesObject,
  ObjectRef,
  ResourceType,
  Selection,
} from '../ClusterClient';
import type { Change, Indexes } from './ObjectCache';
import type { SharedParts } from './SharedParts';

/** Whether the cache is current. `asOf` is the last moment at which it was known to be (RFC 3339). */
export interface ReflectorState {
  state: 'loading' | 'connected' | 'unreachable' | 'forbidden' | 'crd-missing';
  asOf?: string;
  /** One sentence for a state that is neither loading nor connected. */
  message?: string;
}

/** Counters since the start, for metrics. */
export interface ReflectorStats {
  /** How often everything was read: in a list, or in a watch that begins with one. */
  lists: number;
  watches: number;
  events: number;
  failures: number;
  handlerErrors: number;
  lastListVersion?: string;
}

/** Waits and deadlines in milliseconds. */
export interface ReflectorTiming {
  /** Longest silence of a watch; the API server sends a bookmark each minute. */
  idleMs: number;
  backoffMinMs: number;
  backoffMaxMs: number;
  backoffHealthyMs: number;
  /** Watches end by themselves after a random time between these. */
  watchSeconds: [number, number];
}

/** The defaults of client-go, where it has them. */
export const DEFAULT_TIMING: ReflectorTiming = {
  idleMs: 90_000,
  backoffMinMs: 800,
  backoffMaxMs: 30_000,
  backoffHealthyMs: 120_000,
  watchSeconds: [300, 600],
};

/** What to keep a copy of. */
export interface ReflectOptions<T extends KubernetesObject> {
  cluster: ClusterClient;
  type: ResourceType;
  selection?: Selection;
  /** Only metadata is fetched, as for Secrets. */
  metadataOnly?: boolean;
  indexes?: Indexes<T>;
  /** Removes what is not needed from an object before it is kept. `metadata.managedFields` is always dropped. */
  transform?: (object: T) => T;
  /** One for several reflectors: values that their objects have in common are kept once. */
  parts?: SharedParts;
  /** A handler of `onChange` threw, or the cluster refused; the reflector goes on. */
  onError?: (error: unknown) => void;
  timing?: Partial<ReflectorTiming>;
  now?: () => number;
}

/** A live copy of all objects of one kind. It never stops by itself: whatever breaks is resumed or listed again. */
export interface Reflector<T extends KubernetesObject> {
  /** Objects are frozen: clone before changing. */
  get(ref: ObjectRef): T | undefined;
  list(namespace?: string): T[];
  byIndex(name: string, value: string): T[];
  /** Calls the handler for every later change; returns a function that unsubscribes. A handler that throws affects no other. */
  onChange(handler: (change: Change<T>) => void): () => void;
  /** Calls the handler when `state` changes; returns a function that unsubscribes. */
  onState(handler: (state: ReflectorState) => void): () => void;
  /** Resolves to true once the cache is complete, to false when stopped before. */
  readonly synced: Promise<boolean>;
  readonly state: ReflectorState;
  readonly stats: Readonly<ReflectorStats>;
  /** Stores the response to a write of our own, so that it is seen before its event; no handler is called. */
  observe(object: T): void;
  stop(): Promise<void>;
}
