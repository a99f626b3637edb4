import { createHash } from 'node:crypto';
import type {
  ClusterClient,
  KubernetesObject,
  ResourceType,
} from './ClusterClient';
import { KubernetesApiError } from './errors';
import { includes, project } from './intent';
import { jsonEqual } from './jsonEqual';

/** Fields that another manager held and that were taken back. */
export interface TakenOver {
  object: KubernetesObject;
  managers: string[];
  fields: string[];
}

/** Settings of an applier. */
export interface ApplierOptions {
  cluster: ClusterClient;
  fieldManager: string;
  /** Annotation in which the hash of the last intent is kept, so that a restart writes nothing. */
  hashAnnotation: string;
  /** Somebody else had changed fields of ours; they are ours again. */
  onTakenOver?: (taken: TakenOver) => void;
}

/**
 * Server-side apply that sends nothing when nothing would change: a no-op apply costs the API server as much as a real
 * one. An object is left alone when it says everything that is wanted, and what is wanted is what was applied last.
 */
export class Applier {
  private readonly accepted = new Map<
    string,
    { hash: string; uid?: string; projection: unknown }
  >();

  constructor(private readonly options: ApplierOptions) {}

  /** Applies when needed; returns the object as stored, or undefined when nothing had to be written. */
  async apply<T extends KubernetesObject>(
    type: ResourceType,
    intent: T,
    live: KubernetesObject | undefined,
  ): Promise<T | undefined> {
    const hash = hashOf(intent);
    if (!this.differs(intent, live, hash)) return undefined;
    const stored = await this.send(type, this.annotate(intent, hash));
    this.accepted.set(idOf(intent), {
      hash,
      uid: stored.metadata.uid,
      projection: project(intent, stored),
    });
    return stored;
  }

  /** Whether `apply` would write. */
  needed(
    intent: KubernetesObject,
    live: KubernetesObject | undefined,
  ): boolean {
    return this.differs(intent, live, hashOf(intent));
  }

  /** Forgets what is known about an object that is gone. */
  forget(object: KubernetesObject): void {
    this.accepted.delete(idOf(object));
  }

  private differs(
    intent: KubernetesObject,
    live: KubernetesObject | undefined,
    hash: string,
  ): boolean {
    if (!live) return true;
    const { annotations, uid } = live.metadata;
    if (annotations?.[this.options.hashAnnotation] !== hash) return true;
    if (includes(live, intent)) return false;
    // The API server writes some values in another way than they were sent ("1000m" as "1").
    const accepted = this.accepted.get(idOf(intent));
    return !(
      accepted?.hash === hash &&
      accepted.uid === uid &&
      jsonEqual(project(intent, live), accepted.projection)
    );
  }

  private async send<T extends KubernetesObject>(
    type: ResourceType,
    object: T,
  ): Promise<T> {
    const { cluster, fieldManager, onTakenOver } = this.options;
    try {
      return await cluster.apply(type, object, { fieldManager });
    } catch (error) {
      const conflict = conflictOf(error);
      if (!conflict) throw error;
      const options = { fieldManager, force: true };
      const stored = await cluster.apply(type, object, options);
      onTakenOver?.({ object: stored, ...conflict });
      return stored;
    }
  }

  private annotate<T extends KubernetesObject>(intent: T, hash: string): T {
    const { metadata } = intent;
    const annotations = {
      ...metadata.annotations,
      [this.options.hashAnnotation]: hash,
    };
    return { ...intent, metadata: { ...metadata, annotations } };
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
