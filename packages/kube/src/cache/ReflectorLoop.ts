import { setTimeout as delay } from 'node:timers/promises';
import { Backoff } from './Backoff';
import type { KubernetesObject, ObjectRef, WatchEvent } from '../ClusterClient';
import { KubernetesApiError } from '../errors';
import { listPages } from '../http/listPages';
import { ObjectCache, type Change } from './ObjectCache';
import {
  DEFAULT_TIMING,
  type ReflectOptions,
  type Reflector,
  type ReflectorState,
  type ReflectorStats,
  type ReflectorTiming,
} from './Reflector';
import { SharedParts } from './SharedParts';
import { Watchdog } from './Watchdog';

const INITIAL_EVENTS_END = 'k8s.io/initial-events-end';
const TOO_SHORT_MS = 1_000;
/** Only one page at a time is in memory as the server sent it. */
const PAGE_SIZE = 200;

/** The loop behind `reflect`. */
export class ReflectorLoop<T extends KubernetesObject> implements Reflector<T> {
  readonly synced: Promise<boolean>;
  readonly stats: ReflectorStats = {
    lists: 0,
    watches: 0,
    events: 0,
    failures: 0,
    handlerErrors: 0,
  };
  private phase: Omit<ReflectorState, 'asOf'> = { state: 'loading' };
  private syncedAt?: number;
  private readonly cache: ObjectCache<T>;
  private readonly parts: SharedParts;
  private readonly timing: ReflectorTiming;
  private readonly backoff: Backoff;
  private readonly now: () => number;
  private readonly handlers = new Set<(change: Change<T>) => void>();
  private readonly stateHandlers = new Set<(state: ReflectorState) => void>();
  private readonly stopping = new AbortController();
  private resolveSynced: (synced: boolean) => void = () => {};
  private complete = false;
  /** False once the server turned out not to know watch-lists. */
  private watchList = true;
  private running?: Promise<void>;

  constructor(private readonly options: ReflectOptions<T>) {
    this.cache = new ObjectCache<T>(options.indexes);
    this.parts = options.parts ?? new SharedParts();
    this.timing = { ...DEFAULT_TIMING, ...options.timing };
    this.now = options.now ?? Date.now;
    this.backoff = new Backoff({
      minMs: this.timing.backoffMinMs,
      maxMs: this.timing.backoffMaxMs,
      healthyMs: this.timing.backoffHealthyMs,
      now: this.now,
    });
    this.synced = new Promise(resolve => (this.resolveSynced = resolve));
  }

  start(): void {
    // After the caller's turn, so that handlers added right away see everything.
    this.running = Promise.resolve().then(() => this.run());
  }

  get state(): ReflectorState {
    return this.syncedAt === undefined
      ? this.phase
      : { ...this.phase, asOf: new Date(this.syncedAt).toISOString() };
  }

  get(ref: ObjectRef): T | undefined {
    return this.cache.get(ref);
  }

  list(namespace?: string): T[] {
    return this.cache.list(namespace);
  }

  byIndex(name: string, value: string): T[] {
    return this.cache.byIndex(name, value);
  }

  onChange(handler: (change: Change<T>) => void): () => void {
    this.handlers.add(handler);
    return () => this.handlers.delete(handler);
  }

  onState(handler: (state: ReflectorState) => void): () => void {
    this.stateHandlers.add(handler);
    return () => this.stateHandlers.delete(handler);
  }

  observe(object: T): void {
    this.cache.observe(this.shrink(object));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    this.resolveSynced(false);
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.follow();
        this.backoff.reset();
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        await this.recover(error);
      }
    }
  }

  /** One round: a first or new list when there is nothing to resume from, then a watch until it ends. */
  private async follow(): Promise<void> {
    if (this.cache.version === undefined) {
      if (this.watchList) return this.watch({ sendInitialEvents: true });
      await this.listAll();
    }
    return this.watch({ resourceVersion: this.cache.version });
  }

  private async listAll(): Promise<void> {
    const { cluster, type, selection, metadataOnly } = this.options;
    const objects: T[] = [];
    let version: string | undefined;
    const pages = listPages<T>(cluster, type, {
      ...selection,
      metadataOnly,
      limit: PAGE_SIZE,
      signal: this.stopping.signal,
    });
    for await (const { items, metadata } of pages) {
      for (const item of items) objects.push(this.shrink(item));
      version = metadata.resourceVersion;
    }
    this.takeList(objects, version);
  }

  private async watch(
    from: { resourceVersion?: string } | { sendInitialEvents: true },
  ): Promise<void> {
    const { cluster, type, selection, metadataOnly } = this.options;
    const watchdog = new Watchdog(this.timing.idleMs, this.stopping.signal);
    const resuming = !('sendInitialEvents' in from);
    let opened = false;
    const started = this.now();
    const eventsBefore = this.stats.events;
    this.stats.watches += 1;
    try {
      const events = cluster.watch<T>(type, {
        ...selection,
        ...from,
        metadataOnly,
        allowWatchBookmarks: true,
        timeoutSeconds: this.watchSeconds(),
        signal: watchdog.signal,
        onOpen: () => {
          opened = true;
          if (resuming) this.markSynced();
        },
      });
      await this.takeEvents(watchdog, events, resuming ? undefined : []);
    } catch (error) {
      // Nothing has ever happened to this kind, so that there are no bookmarks, or the connection is dead: the next
      // watch shows which.
      if (watchdog.expired && resuming && opened) return;
      throw watchdog.explain(error);
    } finally {
      watchdog.end();
    }
    const silent = this.stats.events === eventsBefore;
    if (silent && this.now() - started < TOO_SHORT_MS) {
      throw new Error('the server ended the watch as soon as it began');
    }
  }

  /** `initial` collects the objects of a watch-list until the server says that these were all. */
  private async takeEvents(
    watchdog: Watchdog,
    events: AsyncIterable<WatchEvent<T>>,
    initial: T[] | undefined,
  ): Promise<void> {
    let collecting = initial;
    for await (const event of events) {
      watchdog.feed();
      this.stats.events += 1;
      if (event.type === 'ERROR') continue; // thrown by the client
      if (event.type === 'BOOKMARK') {
        const { annotations, resourceVersion } = event.object.metadata;
        if (collecting && annotations?.[INITIAL_EVENTS_END] === 'true') {
          this.takeList(collecting, resourceVersion);
          collecting = undefined;
        } else if (!collecting) this.cache.version = resourceVersion;
      } else if (collecting) collecting.push(this.shrink(event.object));
      else if (event.type !== 'DELETED' && this.cache.holds(event.object))
        this.cache.version = event.object.metadata.resourceVersion;
      else this.emit(this.cache.take(event.type, this.shrink(event.object)));
      if (!collecting) this.markSynced();
    }
    if (collecting)
      throw new Error('the watch-list ended before it was complete');
  }

  private takeList(objects: T[], version: string | undefined): void {
    this.stats.lists += 1;
    this.stats.lastListVersion = version;
    const changes = this.cache.replace(objects, version ?? '0', !this.complete);
    this.complete = true;
    this.markSynced();
    this.emit(changes);
    this.resolveSynced(true);
  }

  private async recover(error: unknown): Promise<void> {
    this.stats.failures += 1;
    const api = error instanceof KubernetesApiError ? error : undefined;
    const listing = this.cache.version === undefined;
    if (api?.code === 410 || api?.code === 404 || api?.reason === 'Expired') {
      this.cache.version = undefined;
      if (api.code !== 404 && !listing) return; // list again at once
    } else if (listing && api?.code !== 403 && api?.code !== 429) {
      this.watchList = false; // the next attempt is a plain list
      if (api?.code === 400 || api?.code === 422) return;
    }
    this.setState(stateFor(error));
    this.report(error);
    const wait = Math.max(this.backoff.next(), api?.retryAfterMs ?? 0);
    await delay(wait, undefined, { signal: this.stopping.signal }).catch(
      () => {},
    );
  }

  private emit(changes: Array<Change<T>>): void {
    for (const change of changes) {
      for (const handler of this.handlers) {
        try {
          handler(change);
        } catch (error) {
          this.stats.handlerErrors += 1;
          this.report(error);
        }
      }
    }
  }

  private markSynced(): void {
    if (!this.complete) return;
    this.syncedAt = this.now();
    if (this.phase.state !== 'connected') this.setState({ state: 'connected' });
  }

  private setState(next: Omit<ReflectorState, 'asOf'>): void {
    const changed =
      next.state !== this.phase.state || next.message !== this.phase.message;
    this.phase = next;
    if (!changed) return;
    for (const handler of this.stateHandlers) {
      try {
        handler(this.state);
      } catch (error) {
        this.report(error);
      }
    }
  }

  private report(error: unknown): void {
    try {
      this.options.onError?.(error);
    } catch {
      // The reflector outlives whoever listens to its errors.
    }
  }

  private shrink(object: T): T {
    const { managedFields, ...metadata } = object.metadata;
    const shrunk =
      managedFields === undefined ? object : { ...object, metadata };
    return this.parts.share(this.options.transform?.(shrunk) ?? shrunk);
  }

  private watchSeconds(): number {
    const [least, most] = this.timing.watchSeconds;
    return Math.round(least + Math.random() * (most - least));
  }
}

function stateFor(error: unknown): ReflectorState {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof KubernetesApiError ? error.code : 0;
  if (code === 403 || code === 401) return { state: 'forbidden', message };
  if (code === 404) return { state: 'crd-missing', message };
  return { state: 'unreachable', message };
}
