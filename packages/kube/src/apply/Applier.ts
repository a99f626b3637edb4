import { createHash } from 'node:crypto';
import { isEqual } from 'es-toolkit';
import type {
  ClusterClient,
  KubernetesObject,
  ResourceType,
} from '../ClusterClient';
import { KubernetesApiError } from '../errors';
import { includes, project } from './intent';

/** Fields of another manager that were taken over with `force`. */
export interface TakenOver {
  object: KubernetesObject;
  managers: string[];
  fields: string[];
  /** True when the other manager changed what we had applied; false when what we want has changed. */
  drift: boolean;
}

/** Settings of an applier. */
export interface ApplierOptions {
  cluster: ClusterClient;
  fieldManager: string;
  /** Annotation in which the hash of the last intent is kept, so that a restart writes nothing. */
  hashAnnotation: string;
  /** Called when fields that another manager had set were taken over. */
  onTakenOver?: (taken: TakenOver) => void;
  /** Whether an existing object belongs to somebody else and must not be changed. Default: never. */
  isForeign?: (existing: KubernetesObject, intent: KubernetesObject) => boolean;
}

/** The name is taken by an object that belongs to somebody else; it was not changed. */
export class ForeignObjectError extends Error {
  constructor(readonly object: KubernetesObject) {
    super(
      `${object.kind} ${object.metadata.name} was there before and belongs to somebody else`,
    );
    this.name = 'ForeignObjectError';
  }
}

/**
 * Server-side apply that sends nothing when nothing would change: a no-op apply costs the API server as much as a real
 * one. An object is left alone when it says everything that is wanted, and what is wanted is what was applied last.
 */
export class Applier {
  /** What the API server made of an intent that it spells in another way ("1000m" as "1"). */
  private readonly spellings = new Map<
    string,
    { hash: string; uid?: string; projection: unknown }
  >();

  constructor(private readonly options: ApplierOptions) {}

  /**
   * Applies when needed; returns the object as stored, or undefined when nothing had to be written. `live` is undefined
   * when the caller knows of no such object. Throws `ForeignObjectError` when there is one and it is not ours to change.
   */
  async apply<T extends KubernetesObject>(
    type: ResourceType,
    intent: T,
    live: KubernetesObject | undefined,
  ): Promise<T | undefined> {
    const wanted = this.withoutHash(intent);
    const hash = hashOf(wanted);
    if (!this.differs(wanted, live, hash)) return undefined;
    if (live && this.options.isForeign?.(live, intent)) {
      throw new ForeignObjectError(live);
    }
    const stored = await this.send(type, this.withHash(wanted, hash), live);
    this.remember(wanted, stored, hash);
    return stored;
  }

  /** Whether `apply` would write. */
  needed(
    intent: KubernetesObject,
    live: KubernetesObject | undefined,
  ): boolean {
    const wanted = this.withoutHash(intent);
    return this.differs(wanted, live, hashOf(wanted));
  }

  /** Whether others have changed what was applied last, and what is wanted is still the same. */
  drifted(intent: KubernetesObject, live: KubernetesObject): boolean {
    const wanted = this.withoutHash(intent);
    const hash = hashOf(wanted);
    return this.hashIn(live) === hash && this.differs(wanted, live, hash);
  }

  /** Forgets what is known about an object that is gone. */
  forget(object: KubernetesObject): void {
    this.spellings.delete(idOf(object));
  }

  private differs(
    intent: KubernetesObject,
    live: KubernetesObject | undefined,
    hash: string,
  ): boolean {
    if (!live || this.hashIn(live) !== hash) return true;
    if (includes(live, intent)) return false;
    const known = this.spellings.get(idOf(intent));
    return !(
      known?.hash === hash &&
      known.uid === live.metadata.uid &&
      isEqual(project(intent, live), known.projection)
    );
  }

  private remember(
    intent: KubernetesObject,
    stored: KubernetesObject,
    hash: string,
  ): void {
    if (includes(stored, intent)) {
      this.spellings.delete(idOf(intent));
      return;
    }
    this.spellings.set(idOf(intent), {
      hash,
      uid: stored.metadata.uid,
      projection: project(intent, stored),
    });
  }

  private async send<T extends KubernetesObject>(
    type: ResourceType,
    object: T,
    live: KubernetesObject | undefined,
  ): Promise<T> {
    const { cluster, fieldManager, isForeign, onTakenOver } = this.options;
    try {
      const stored = await cluster.apply(type, object, { fieldManager });
      if (!live && isForeign?.(stored, object)) {
        await this.release(type, object);
        throw new ForeignObjectError(stored);
      }
      return stored;
    } catch (error) {
      const conflict = conflictOf(error);
      if (!conflict) throw error;
      if (!live) await this.refuseForeign(type, object);
      const options = { fieldManager, force: true };
      const stored = await cluster.apply(type, object, options);
      const drift = !!live && this.hashIn(live) === this.hashIn(object);
      onTakenOver?.({ object: stored, drift, ...conflict });
      return stored;
    }
  }

  private async refuseForeign(
    type: ResourceType,
    intent: KubernetesObject,
  ): Promise<void> {
    const { cluster, isForeign } = this.options;
    const existing = await cluster.get(type, intent.metadata);
    if (existing && isForeign?.(existing, intent)) {
      throw new ForeignObjectError(existing);
    }
  }

  /**
   * Without the owner reference the object does not go with our owner. What else was merged in stays: its labels are how
   * the caller knows the object from now on, and leaves it alone.
   */
  private async release(
    type: ResourceType,
    object: KubernetesObject,
  ): Promise<void> {
    const { cluster, fieldManager } = this.options;
    const { ownerReferences: _, ...metadata } = object.metadata;
    await cluster.apply(type, { ...object, metadata }, { fieldManager });
  }

  private hashIn({ metadata }: KubernetesObject): string | undefined {
    return metadata.annotations?.[this.options.hashAnnotation];
  }

  private withHash<T extends KubernetesObject>(intent: T, hash: string): T {
    const { metadata } = intent;
    const annotations = {
      ...metadata.annotations,
      [this.options.hashAnnotation]: hash,
    };
    return { ...intent, metadata: { ...metadata, annotations } };
  }

  /** An intent that was made from a live object carries the hash of an earlier one, which must not count. */
  private withoutHash<T extends KubernetesObject>(intent: T): T {
    if (this.hashIn(intent) === undefined) return intent;
    const { [this.options.hashAnnotation]: _, ...annotations } =
      intent.metadata.annotations ?? {};
    return { ...intent, metadata: { ...intent.metadata, annotations } };
  }
}

/** The managers and fields of a server-side apply conflict; undefined for any other error. */
export function conflictOf(
  error: unknown,
): { managers: string[]; fields: string[] } | undefined {
  if (!(error instanceof KubernetesApiError) || error.code !== 409) {
    return undefined;
  }
  const causes = (error.status.details?.causes ?? []).filter(
    ({ reason }) => reason === 'FieldManagerConflict',
  );
  if (causes.length === 0) return undefined;
  const managers = causes.map(
    ({ message = '' }) =>
      /conflict with "([^"]*)"/.exec(message)?.[1] ?? message,
  );
  return {
    managers: [...new Set(managers)],
    fields: causes.map(({ field = '' }) => field),
  };
}

function idOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  return `${apiVersion}|${kind}|${metadata.namespace ?? ''}|${metadata.name}`;
}

function hashOf(intent: KubernetesObject): string {
  return createHash('sha256')
    .update(JSON.stringify(intent))
    .digest('hex')
    .slice(0, 16);
}
