import { randomBytes, randomUUID } from 'node:crypto';
import { trackCreate } from '../apply/trackFields';
import type { KubeObject } from '../contract';
import {
  isObject,
  listAt,
  objectAt,
  stringAt,
  type JsonObject,
} from '../jsonValue';
import { toKubeObject } from '../kubeObject';
import {
  alreadyExists,
  badRequest,
  forbidden,
  methodNotAllowed,
  notFound,
  StatusError,
} from '../statusError';
import type { ResourceType } from '../types/resourceType';
import {
  asVersion,
  readStored,
  subjectOf,
  timestamp,
  type Core,
  type WriteContext,
} from './core';
import { decodeInput } from './decodeInput';
import { defaultObject, validateObject } from './prepareObject';

/** Creates an object as POST does. */
export function createObject(
  core: Core,
  type: ResourceType,
  namespace: string,
  input: unknown,
  context: WriteContext,
): KubeObject {
  const object = decodeInput(type, input, context);
  return createDecoded(core, type, namespace, object, context, managed =>
    trackCreate(type, managed, context, timestamp(core)),
  );
}

/** The rest of a create, for server-side apply too, which tracks its fields by itself. */
export function createDecoded(
  core: Core,
  type: ResourceType,
  namespace: string,
  object: JsonObject,
  context: WriteContext,
  track: (object: JsonObject) => void,
): KubeObject {
  const meta = placeObject(type, namespace, object);
  checkTypeIsLive(core, type);
  if (type.namespaced) checkNamespace(core, type, namespace, meta);
  freshMetadata(core, type, namespace, meta);
  if (type.statusSubresource) delete object.status;
  defaultObject(type, object);
  const status = type.rules.initialStatus?.(object);
  if (status) object.status = status;
  track(object);
  validateObject(type, object);
  const name = stringAt(meta, 'name') ?? '';
  if (readStored(core, type, namespace, name)) {
    throw alreadyExists(subjectOf(type), name);
  }
  return storeNew(core, type, object, context);
}

function storeNew(
  core: Core,
  type: ResourceType,
  object: JsonObject,
  context: WriteContext,
): KubeObject {
  const stored = toKubeObject(type.view ? type.view.toStored(object) : object);
  if (context.dryRun) return asVersion(type, stored);
  return asVersion(type, core.storage.put(type.storageKey, stored));
}

/** Namespace and name of the path and of the object must agree. */
export function placeObject(
  type: ResourceType,
  namespace: string,
  object: JsonObject,
): JsonObject {
  const meta = objectAt(object, 'metadata') ?? {};
  const own = stringAt(meta, 'namespace') ?? '';
  if (!type.namespaced) delete meta.namespace;
  else if (own === '') meta.namespace = namespace;
  else if (own !== namespace) {
    throw badRequest(
      `the namespace of the provided object does not match the namespace sent on the request`,
    );
  }
  object.metadata = meta;
  return meta;
}

function checkTypeIsLive(core: Core, type: ResourceType): void {
  if (!type.custom) return;
  const definition = core.storage.get(
    'apiextensions.k8s.io/customresourcedefinitions',
    `/${type.resource}.${type.group}`,
  );
  if (definition?.metadata.deletionTimestamp) {
    throw methodNotAllowed(
      'create not allowed while custom resource definition is terminating',
    );
  }
}

function checkNamespace(
  core: Core,
  type: ResourceType,
  namespace: string,
  meta: JsonObject,
): void {
  const found = core.storage.get('/namespaces', `/${namespace}`);
  const subject = { group: '', resource: 'namespaces', kind: 'Namespace' };
  if (!found) throw notFound(subject, namespace);
  if (found.metadata.deletionTimestamp) {
    throw forbidden(
      subjectOf(type),
      stringAt(meta, 'name') ?? '',
      `unable to create new content in namespace ${namespace} because it is being terminated`,
      [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    );
  }
}

const nameAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

function generatedName(prefix: string): string {
  const suffix = [...randomBytes(5)]
    .map(byte => nameAlphabet[byte % nameAlphabet.length])
    .join('');
  return `${prefix.slice(0, 58)}${suffix}`;
}

function freshMetadata(
  core: Core,
  type: ResourceType,
  namespace: string,
  meta: JsonObject,
): void {
  const prefix = stringAt(meta, 'generateName') ?? '';
  if (!meta.name && prefix) {
    do meta.name = generatedName(prefix);
    while (readStored(core, type, namespace, String(meta.name)));
  }
  if (meta.resourceVersion) {
    // The API server itself calls this an error of its own.
    throw new StatusError(
      500,
      '',
      'resourceVersion should not be set on objects to be created',
    );
  }
  delete meta.resourceVersion;
  delete meta.deletionTimestamp;
  delete meta.deletionGracePeriodSeconds;
  delete meta.selfLink;
  meta.uid = randomUUID();
  meta.creationTimestamp = timestamp(core);
  if (type.generation) meta.generation = 1;
  else delete meta.generation;
  dropEmpty(meta);
}

/** Empty labels and lists are not stored by typed objects. */
export function dropEmpty(meta: JsonObject): void {
  for (const field of ['labels', 'annotations']) {
    if (isObject(meta[field]) && Object.keys(meta[field]).length === 0) {
      delete meta[field];
    }
  }
  for (const field of ['finalizers', 'ownerReferences', 'managedFields']) {
    if (Array.isArray(meta[field]) && listAt(meta, field).length === 0) {
      delete meta[field];
    }
  }
}
