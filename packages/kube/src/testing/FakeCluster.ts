import type {
  ApplyOptions,
  ClusterClient,
  KubernetesObject,
  ListOptions,
  LogOptions,
  ObjectList,
  ObjectRef,
  PatchOptions,
  RemoveOptions,
  ResourceType,
  WatchEvent,
  WatchOptions,
} from '../ClusterClient';
import { KubernetesApiError } from '../errors';
import { apiVersionOf } from '../resourceTypes';
import { FakeStore } from './FakeStore';
import type { StoredEvent } from './StoreHistory';
import { matches } from './selectors';

/** The verbs of a `FakeCall`. */
export type FakeVerb =
  | 'apply'
  | 'create'
  | 'replace'
  | 'get'
  | 'list'
  | 'watch'
  | 'patch'
  | 'remove'
  | 'logs'
  | 'served';

/** One call that reached the fake, in order. */
export interface FakeCall {
  verb: FakeVerb;
  kind: string;
  namespace?: string;
  name?: string;
  subresource?: string;
  body?: unknown;
}

/** What `served` answers for an API that was not taken away: everything. */
class EverySet extends Set<string> {
  has(): boolean {
    return true;
  }
}

/**
 * A cluster in memory for unit tests: resourceVersion, uid, generation, status isolation, server-side apply with
 * conflicts and removal of fields, preconditions, finalizers, garbage collection by owner reference, watches that
 * resume. No schema, no defaults, no controllers. `calls` records what was asked; `fail` makes the next calls fail.
 */
export class FakeCluster implements ClusterClient {
  /** Every call so far. */
  readonly calls: FakeCall[] = [];
  /** Log lines by `namespace/name` of the pod. */
  readonly podLogs = new Map<string, string[]>();
  private readonly store = new FakeStore();
  private readonly failures: Array<{
    matches: (call: FakeCall) => boolean;
    error: Error;
    left: number;
  }> = [];
  private readonly absent = new Set<string>();

  /** Puts objects in as if others had made them; returns them as stored. */
  seed(...objects: KubernetesObject[]): KubernetesObject[] {
    return objects.map(object => this.store.put(object));
  }

  /** Calls that match fail with `error`, `times` times (default once). */
  fail(
    when: Partial<Pick<FakeCall, 'verb' | 'kind' | 'name' | 'subresource'>>,
    error: Error,
    times = 1,
  ): void {
    const wanted = Object.entries(when);
    this.failures.push({
      matches: call =>
        wanted.every(([key, value]) => Object(call)[key] === value),
      error,
      left: times,
    });
  }

  /** Pretends that the cluster does not serve an API such as `gateway.networking.k8s.io/v1`: 404 for all of its kinds. */
  withoutApi(groupVersion: string): this {
    this.absent.add(groupVersion);
    return this;
  }

  /** The API is installed now. */
  withApi(groupVersion: string): this {
    this.absent.delete(groupVersion);
    return this;
  }

  /** All objects of a kind, or all objects. */
  objects(kind?: string): KubernetesObject[] {
    return this.store.all().filter(object => !kind || object.kind === kind);
  }

  /** Calls that changed something, or tried to. */
  get writes(): FakeCall[] {
    const writing = ['apply', 'create', 'replace', 'patch', 'remove'];
    return this.calls.filter(({ verb }) => writing.includes(verb));
  }

  async apply<T extends KubernetesObject>(
    type: ResourceType,
    object: T,
    options: ApplyOptions,
  ): Promise<T> {
    const { subresource } = options;
    this.record('apply', type, object.metadata, { subresource, body: object });
    return this.store.apply(object, options) as T;
  }

  async create<T extends KubernetesObject>(
    type: ResourceType,
    object: T,
    options: PatchOptions = {},
  ): Promise<T> {
    this.record('create', type, object.metadata, { body: object });
    return this.store.create(object, options.dryRun) as T;
  }

  async replace<T extends KubernetesObject>(
    type: ResourceType,
    object: T,
    options: PatchOptions = {},
  ): Promise<T> {
    const { subresource } = options;
    this.record('replace', type, object.metadata, {
      subresource,
      body: object,
    });
    return this.store.replace(object, options) as T;
  }

  async get<T extends KubernetesObject>(
    type: ResourceType,
    ref: ObjectRef,
  ): Promise<T | undefined> {
    this.record('get', type, ref);
    return this.store.get(type, ref) as T | undefined;
  }

  async list<T extends KubernetesObject>(
    type: ResourceType,
    options: ListOptions = {},
  ): Promise<ObjectList<T>> {
    this.record('list', type, { namespace: options.namespace });
    const items = this.store
      .all()
      .filter(object => sameType(type, object) && matches(object, options));
    return {
      metadata: { resourceVersion: this.store.resourceVersion },
      items: items as T[],
    };
  }

  async *watch<T extends KubernetesObject>(
    type: ResourceType,
    options: WatchOptions = {},
  ): AsyncGenerator<WatchEvent<T>> {
    this.record('watch', type, { namespace: options.namespace });
    options.onOpen?.();
    const wanted = (object: KubernetesObject | undefined) =>
      object && sameType(type, object) && matches(object, options);
    let listed: string | undefined;
    if (options.sendInitialEvents) {
      const { items, metadata } = await this.list<T>(type, options);
      for (const object of items) yield { type: 'ADDED', object };
      yield bookmark(type, metadata.resourceVersion ?? '0');
      listed = metadata.resourceVersion;
    }
    const since =
      listed ?? options.resourceVersion ?? this.store.resourceVersion;
    for await (const event of this.store.history.events(
      since,
      options.signal,
    )) {
      const selected = selectedEvent(event, wanted);
      if (selected) yield selected as WatchEvent<T>;
    }
  }

  async patch<T extends KubernetesObject>(
    type: ResourceType,
    ref: ObjectRef,
    body: Record<string, unknown>,
    options: PatchOptions = {},
  ): Promise<T> {
    const { subresource } = options;
    this.record('patch', type, ref, { subresource, body });
    return this.store.patch(type, ref, body, options) as T;
  }

  async remove(
    type: ResourceType,
    ref: ObjectRef,
    options: RemoveOptions = {},
  ): Promise<boolean> {
    this.record('remove', type, ref);
    return this.store.remove(type, ref, options);
  }

  async *logs(
    pod: ObjectRef,
    options: LogOptions = {},
  ): AsyncGenerator<string> {
    this.record('logs', { kind: 'Pod', group: '', version: 'v1' }, pod);
    const lines = this.podLogs.get(`${pod.namespace}/${pod.name}`) ?? [];
    yield* options.tailLines === undefined
      ? lines
      : lines.slice(-options.tailLines);
  }

  async served(group: string, version: string): Promise<Set<string>> {
    this.calls.push({ verb: 'served', kind: apiVersionOf({ group, version }) });
    if (this.absent.has(apiVersionOf({ group, version }))) return new Set();
    return new EverySet();
  }

  /** Ends every running watch without an error, as an API server does after its timeout. */
  endWatches(): void {
    this.store.history.endWatches();
  }

  private record(
    verb: FakeVerb,
    type: Pick<ResourceType, 'kind' | 'group' | 'version'>,
    { namespace, name }: Partial<ObjectRef>,
    more: Partial<FakeCall> = {},
  ): void {
    const call = { verb, kind: type.kind, namespace, name, ...more };
    this.calls.push(structuredClone(call));
    const failure = this.failures.find(f => f.left > 0 && f.matches(call));
    if (failure) {
      failure.left -= 1;
      throw failure.error;
    }
    if (this.absent.has(apiVersionOf(type))) {
      throw new KubernetesApiError(
        'the server could not find the requested resource (404 NotFound)',
        { code: 404, reason: 'NotFound' },
      );
    }
  }
}

/** An object that begins or ceases to be selected comes or goes for the watcher. */
function selectedEvent(
  { type, object, old }: StoredEvent,
  wanted: (object: KubernetesObject | undefined) => boolean | undefined,
): Omit<StoredEvent, 'old'> | undefined {
  if (type !== 'MODIFIED') return wanted(object) ? { type, object } : undefined;
  if (wanted(object)) return { type: wanted(old) ? type : 'ADDED', object };
  if (!old || !wanted(old)) return undefined;
  const { resourceVersion } = object.metadata;
  const last = { ...old, metadata: { ...old.metadata, resourceVersion } };
  return { type: 'DELETED', object: last };
}

function sameType(type: ResourceType, object: KubernetesObject): boolean {
  return object.kind === type.kind && object.apiVersion === apiVersionOf(type);
}

function bookmark(
  type: ResourceType,
  resourceVersion: string,
): WatchEvent<never> {
  const annotations = { 'k8s.io/initial-events-end': 'true' };
  return {
    type: 'BOOKMARK',
    object: {
      apiVersion: apiVersionOf(type),
      kind: type.kind,
      metadata: { name: '', resourceVersion, annotations },
    },
  };
}
