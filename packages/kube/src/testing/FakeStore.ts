import { isEqual } from 'es-toolkit';
import type {
  ApplyOptions,
  KubernetesObject,
  ObjectRef,
  PatchOptions,
  RemoveOptions,
  ResourceType,
} from '../ClusterClient';
import { KubernetesApiError } from '../errors';
import { apiVersionOf } from '../resourceTypes';
import { FieldOwners } from './FieldOwners';
import { mergePatch } from './mergePatch';
import { StoreHistory } from './StoreHistory';

type TypeKey = Pick<ResourceType, 'group' | 'version' | 'kind'>;
const START = Date.parse('2026-11-24T00:00:00Z');

/** Objects, their history and who owns which field. Every answer is a copy. */
export class FakeStore {
  private readonly byKey = new Map<string, KubernetesObject>();
  private readonly owners = new FieldOwners();
  readonly history = new StoreHistory();
  private counter = 0;
  private uids = 0;

  get resourceVersion(): string {
    return String(this.counter);
  }

  all(): KubernetesObject[] {
    return structuredClone([...this.byKey.values()]);
  }

  get(type: TypeKey, ref: ObjectRef): KubernetesObject | undefined {
    return structuredClone(this.byKey.get(keyOf(type, ref)));
  }

  /** Stores an object as it is, status included, whoever owned it. */
  put(object: KubernetesObject): KubernetesObject {
    const current = this.byKey.get(keyOfObject(object));
    return this.commit(structuredClone(object), current);
  }

  create(object: KubernetesObject, dryRun = false): KubernetesObject {
    if (this.byKey.has(keyOfObject(object))) {
      throw refusal(409, 'AlreadyExists', object, 'already exists');
    }
    const { status: _status, ...rest } = object;
    return this.commit(structuredClone(rest), undefined, dryRun);
  }

  replace(
    object: KubernetesObject,
    { subresource, dryRun }: PatchOptions,
  ): KubernetesObject {
    const current = this.existing(keyOfObject(object), object);
    const version = object.metadata.resourceVersion;
    if (version && version !== current.metadata.resourceVersion) {
      throw refusal(409, 'Conflict', object, 'the object has been modified');
    }
    const next = isolate(structuredClone(object), current, subresource);
    return this.commit(next, current, dryRun);
  }

  patch(
    type: TypeKey,
    ref: ObjectRef,
    body: Record<string, unknown>,
    { subresource, dryRun }: PatchOptions,
  ): KubernetesObject {
    const current = this.existing(keyOf(type, ref), {
      kind: type.kind,
      metadata: ref,
    });
    const merged = mergePatch(
      structuredClone(current),
      body,
    ) as KubernetesObject;
    const version = merged.metadata.resourceVersion;
    if (version !== current.metadata.resourceVersion) {
      throw refusal(409, 'Conflict', current, 'the object has been modified');
    }
    return this.commit(isolate(merged, current, subresource), current, dryRun);
  }

  apply(object: KubernetesObject, options: ApplyOptions): KubernetesObject {
    const key = keyOfObject(object);
    const current = this.byKey.get(key);
    if (!current && options.subresource) {
      throw refusal(404, 'NotFound', object, 'not found');
    }
    const base = current ?? bare(object);
    const next = this.owners.apply(key, base, object, options);
    return this.commit(
      isolate(next, base, options.subresource),
      current,
      options.dryRun,
    );
  }

  remove(
    type: TypeKey,
    ref: ObjectRef,
    { preconditions, propagationPolicy, dryRun }: RemoveOptions,
  ): boolean {
    const current = this.byKey.get(keyOf(type, ref));
    if (!current) return false;
    const { uid, resourceVersion } = preconditions ?? {};
    if (
      (uid && uid !== current.metadata.uid) ||
      (resourceVersion && resourceVersion !== current.metadata.resourceVersion)
    ) {
      throw refusal(409, 'Conflict', current, 'the precondition does not hold');
    }
    if (!dryRun) this.erase(current, propagationPolicy ?? 'Background');
    return true;
  }

  private existing(
    key: string,
    object: Parameters<typeof refusal>[2],
  ): KubernetesObject {
    const current = this.byKey.get(key);
    if (!current) throw refusal(404, 'NotFound', object, 'not found');
    return current;
  }

  private commit(
    next: KubernetesObject,
    current: KubernetesObject | undefined,
    dryRun = false,
  ): KubernetesObject {
    const meta = next.metadata;
    meta.uid = current?.metadata.uid ?? meta.uid ?? this.nextUid();
    meta.creationTimestamp ??=
      current?.metadata.creationTimestamp ?? this.timestamp();
    meta.generation ??= 1;
    if (current) {
      meta.deletionTimestamp = current.metadata.deletionTimestamp;
      if (!meta.deletionTimestamp) delete meta.deletionTimestamp;
      meta.generation = current.metadata.generation ?? 1;
      meta.resourceVersion = current.metadata.resourceVersion;
      if (isEqual(next, current)) return structuredClone(current);
      if (!isEqual(specOf(next), specOf(current))) meta.generation++;
    }
    if (dryRun) return structuredClone(next);
    meta.resourceVersion = String(++this.counter);
    this.byKey.set(keyOfObject(next), next);
    this.history.publish(current ? 'MODIFIED' : 'ADDED', next, current);
    if (meta.deletionTimestamp && !meta.finalizers?.length) this.drop(next);
    return structuredClone(next);
  }

  private erase(object: KubernetesObject, policy: string): void {
    const marked = structuredClone(object);
    const finalizers = marked.metadata.finalizers ?? [];
    if (policy === 'Foreground' && this.dependents(object).length > 0) {
      finalizers.push('foregroundDeletion');
    }
    if (policy === 'Orphan') this.orphan(object);
    if (finalizers.length === 0) {
      this.drop(object);
      return;
    }
    marked.metadata.finalizers = [...new Set(finalizers)];
    if (!marked.metadata.deletionTimestamp) {
      marked.metadata.deletionTimestamp = this.timestamp();
      marked.metadata.resourceVersion = String(++this.counter);
      this.byKey.set(keyOfObject(marked), marked);
      this.history.publish('MODIFIED', marked, object);
    }
    if (policy === 'Foreground') this.collectInForeground(marked);
  }

  private collectInForeground(owner: KubernetesObject): void {
    for (const child of this.dependents(owner)) this.erase(child, 'Foreground');
    const current = this.byKey.get(keyOfObject(owner));
    if (!current || this.dependents(owner).length > 0) return;
    const next = structuredClone(current);
    next.metadata.finalizers = next.metadata.finalizers?.filter(
      name => name !== 'foregroundDeletion',
    );
    this.commit(next, current);
  }

  private orphan(owner: KubernetesObject): void {
    for (const child of this.dependents(owner)) {
      const next = structuredClone(child);
      next.metadata.ownerReferences = next.metadata.ownerReferences?.filter(
        ({ uid }) => uid !== owner.metadata.uid,
      );
      this.commit(next, child);
    }
  }

  private drop(object: KubernetesObject): void {
    const key = keyOfObject(object);
    this.byKey.delete(key);
    this.owners.forget(key);
    const last = structuredClone(object);
    last.metadata.resourceVersion = String(++this.counter);
    this.history.publish('DELETED', last);
    for (const child of this.dependents(object))
      this.erase(child, 'Background');
    for (const owner of this.waitingOwners(object))
      this.collectInForeground(owner);
  }

  private dependents(owner: KubernetesObject): KubernetesObject[] {
    return [...this.byKey.values()].filter(({ metadata }) =>
      metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid),
    );
  }

  private waitingOwners(child: KubernetesObject): KubernetesObject[] {
    const owners = new Set(child.metadata.ownerReferences?.map(o => o.uid));
    return [...this.byKey.values()].filter(
      ({ metadata }) =>
        owners.has(metadata.uid ?? '') &&
        metadata.finalizers?.includes('foregroundDeletion'),
    );
  }

  private nextUid(): string {
    return `00000000-0000-4000-8000-${String(++this.uids).padStart(12, '0')}`;
  }

  private timestamp(): string {
    return new Date(START + this.counter * 1000)
      .toISOString()
      .replace('.000Z', 'Z');
  }
}

function keyOf(type: TypeKey, { namespace = '', name }: ObjectRef): string {
  return `${apiVersionOf(type)}|${type.kind}|${namespace}|${name}`;
}

function keyOfObject({ apiVersion, kind, metadata }: KubernetesObject): string {
  return `${apiVersion}|${kind}|${metadata.namespace ?? ''}|${metadata.name}`;
}

function bare({ apiVersion, kind, metadata }: KubernetesObject) {
  const { name, namespace } = metadata;
  return {
    apiVersion,
    kind,
    metadata: namespace === undefined ? { name } : { name, namespace },
  };
}

/** Only the status changes through the status subresource, and nothing else does without it. */
function isolate(
  next: KubernetesObject,
  current: KubernetesObject,
  subresource: string | undefined,
): KubernetesObject {
  const result =
    subresource === 'status'
      ? { ...structuredClone(current), status: next.status }
      : { ...next, status: structuredClone(current.status) };
  if (result.status === undefined) delete result.status;
  return result;
}

function specOf(object: KubernetesObject): unknown {
  const { metadata: _metadata, status: _status, ...rest } = object;
  return rest;
}

function refusal(
  code: number,
  reason: string,
  object: { kind: string; metadata: ObjectRef },
  what: string,
): KubernetesApiError {
  const message = `${object.kind} "${object.metadata.name}" ${what}`;
  return new KubernetesApiError(`${message} (${code} ${reason})`, {
    code,
    reason,
    status: { code, reason, message },
  });
}
