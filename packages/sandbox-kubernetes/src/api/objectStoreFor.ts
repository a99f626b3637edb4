import type {
  KubeObject,
  ObjectStore,
  ResourceKey,
  StoreEvent,
  WriteOptions,
} from './contract';
import { isObject, stringAt, type JsonObject } from './jsonValue';
import { applyObject } from './operations/applyObject';
import {
  asVersion,
  readStored,
  type Core,
  type WriteContext,
} from './operations/core';
import { createObject } from './operations/createObject';
import { patchObject } from './operations/patchObject';
import { removeObject } from './operations/removeObject';
import { replaceObject } from './operations/updateObject';
import { objectMatcher } from './selectors/objectMatcher';
import { badRequest } from './statusError';
import type { Change } from './storage/eventHistory';
import type { ResourceType } from './types/resourceType';

/** In-process access to the objects, with the semantics of the HTTP API. */
export function objectStoreFor(
  core: Core,
  onError: (error: unknown) => void,
): ObjectStore {
  const { storage, types } = core;
  return {
    get resourceVersion() {
      return String(storage.revision);
    },
    get<T>(...[resource, namespace, name]: Parameters<ObjectStore['get']>) {
      const type = types.resolve(resource);
      const stored = readStored(core, type, namespace, name);
      return stored && typed<T>(asVersion(type, stored));
    },
    list<T>(...[resource, options]: Parameters<ObjectStore['list']>) {
      const type = types.resolve(resource);
      const matches = objectMatcher(type, options ?? {});
      return storage
        .list(type.storageKey)
        .map(stored => asVersion(type, stored))
        .filter(matches)
        .map(object => typed<T>(object));
    },
    create<T>(input: object, options?: WriteOptions) {
      const { type, namespace } = placeOf(core, input);
      return typed<T>(
        createObject(core, type, namespace, input, contextOf(options)),
      );
    },
    update<T>(input: object, options?: WriteOptions) {
      const { type, namespace, name } = placeOf(core, input);
      const current = withVersion(core, type, namespace, name, input);
      return typed<T>(
        replaceObject(core, type, namespace, name, current, contextOf(options)),
      );
    },
    updateStatus<T>(input: object, options?: WriteOptions) {
      const { type, namespace, name } = placeOf(core, input);
      const current = withVersion(core, type, namespace, name, input);
      const context = contextOf(options, 'status');
      return typed<T>(
        replaceObject(core, type, namespace, name, current, context),
      );
    },
    patch<T>(
      ...[resource, namespace, name, patch, options]: Parameters<
        ObjectStore['patch']
      >
    ) {
      const type = types.resolve(resource);
      const context = contextOf(options, options?.subresource);
      return typed<T>(
        patchObject(core, type, namespace, name, 'merge', patch, context),
      );
    },
    apply<T>(...[input, options]: Parameters<ObjectStore['apply']>) {
      const { type, namespace, name } = placeOf(core, input);
      const context = contextOf(options, options.subresource);
      const force = options.force === true;
      const request = { input, force, context };
      return typed<T>(applyObject(core, type, namespace, name, request).object);
    },
    remove(
      ...[resource, namespace, name, options]: Parameters<ObjectStore['remove']>
    ) {
      removeObject(core, types.resolve(resource), namespace, name, options);
    },
    watch<T>(
      resource: ResourceKey | '*',
      handler: (event: StoreEvent<T>) => void,
    ) {
      const type = resource === '*' ? undefined : types.resolve(resource);
      const deliver = (event: StoreEvent) =>
        handler(typed<StoreEvent<T>>(event));
      return watchStore(core, type, deliver, onError);
    },
  };
}

/** The store holds JSON; what shape a kind has is the caller's knowledge. */
function typed<T>(object: unknown): T {
  return object as T;
}

function contextOf(
  options: WriteOptions | undefined,
  subresource?: 'status',
): WriteContext {
  return {
    fieldManager: options?.fieldManager ?? 'sandbox',
    dryRun: options?.dryRun === true,
    fieldValidation: 'Strict',
    subresource,
    warn: () => {},
  };
}

function placeOf(core: Core, input: object) {
  const object: JsonObject = { ...input };
  const apiVersion = stringAt(object, 'apiVersion') ?? '';
  const kind = stringAt(object, 'kind') ?? '';
  const type = core.types.byKind(apiVersion, kind);
  if (!type) {
    throw badRequest(
      `no resource type for apiVersion "${apiVersion}", kind "${kind}": is its definition installed?`,
    );
  }
  return {
    type,
    namespace: stringAt(object, 'metadata', 'namespace') ?? '',
    name: stringAt(object, 'metadata', 'name') ?? '',
  };
}

/** Types that must name a resourceVersion get the current one when the caller left it out. */
function withVersion(
  core: Core,
  type: ResourceType,
  namespace: string,
  name: string,
  input: object,
): JsonObject {
  const object: JsonObject = { ...input };
  const { metadata } = object;
  if (!isObject(metadata) || metadata.resourceVersion) return object;
  const current = readStored(core, type, namespace, name);
  const resourceVersion = current?.metadata.resourceVersion;
  return { ...object, metadata: { ...metadata, resourceVersion } };
}

/** Delivers in order, in batches after the current turn, so that a handler never runs inside a write. */
function watchStore(
  core: Core,
  type: ResourceType | undefined,
  handler: (event: StoreEvent) => void,
  onError: (error: unknown) => void,
): () => void {
  let queue: StoreEvent[] = [];
  let scheduled = false;
  let ended = false;
  const deliver = () => {
    scheduled = false;
    const batch = queue;
    queue = [];
    for (const event of batch) {
      if (ended) return;
      try {
        handler(event);
      } catch (error) {
        onError(error);
      }
    }
  };
  const push = (event: StoreEvent) => {
    queue.push(event);
    if (scheduled) return;
    scheduled = true;
    setImmediate(deliver);
  };
  const show = (object: KubeObject) =>
    type ? asVersion(type, object) : object;
  const onChange = (change: Change) =>
    push({ type: change.type, object: show(change.object) });
  const keys = type ? [type.storageKey] : core.storage.storageKeys();
  for (const key of keys) {
    for (const object of core.storage.list(key)) {
      push({ type: 'ADDED', object: show(object) });
    }
  }
  const unlisten = type
    ? core.storage.listen(type.storageKey, onChange)
    : core.storage.listenAll((_key, change) => onChange(change));
  return () => {
    ended = true;
    unlisten();
  };
}
