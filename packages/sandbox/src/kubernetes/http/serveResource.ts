import type { RemoveOptions } from '../contract';
import { isObject, numberAt, stringAt, valueAt } from '../jsonValue';
import {
  asVersion,
  readStored,
  subjectOf,
  type Core,
} from '../operations/core';
import { createObject } from '../operations/createObject';
import { listObjects, type ListRequest } from '../operations/listObjects';
import { removeObject } from '../operations/removeObject';
import { replaceObject } from '../operations/updateObject';
import {
  badRequest,
  methodNotAllowed,
  notFound,
  notImplemented,
  StatusError,
} from '../statusError';
import type { ResourceType } from '../types/resourceType';
import { readBody, sendJson, writeContext, type Exchange } from './exchange';
import { mediaType, parseBody } from './parseBody';
import { presenterFor } from './presenterFor';
import type { RequestInfo } from './requestInfo';
import { servePatch } from './servePatch';
import { serveSubresource } from './serveSubresource';
import { serveWatch } from './serveWatch';
import type { PodLogs } from '../contract';

/** What the resource routes need besides the core. */
export interface ResourceServer extends Core {
  podLogs?: PodLogs;
}

/** Answers one request on `/api/v1/…` or `/apis/…`. */
export async function serveResource(
  server: ResourceServer,
  exchange: Exchange,
  info: RequestInfo,
): Promise<void> {
  const type = server.types.byResource(info.group, info.version, info.resource);
  if (!type) throw pageNotFound();
  if (info.namespace !== undefined && !type.namespaced) throw pageNotFound();
  if (info.subresource) {
    await serveSubresource(server, type, exchange, info);
  } else if (info.name === undefined) {
    await serveCollection(server, type, exchange, info);
  } else await serveObject(server, type, exchange, info);
}

export function pageNotFound(): StatusError {
  return new StatusError(
    404,
    'NotFound',
    'the server could not find the requested resource',
    { details: {} },
  );
}

function listRequest(exchange: Exchange, info: RequestInfo): ListRequest {
  const { query } = exchange;
  const named = info.name === undefined ? [] : [`metadata.name=${info.name}`];
  const fields = [...named, query.get('fieldSelector') ?? ''].filter(Boolean);
  return {
    namespace: info.namespace,
    labelSelector: query.get('labelSelector') ?? undefined,
    fieldSelector: fields.join(',') || undefined,
    limit: Number(query.get('limit') ?? 0) || undefined,
    continueToken: query.get('continue') ?? undefined,
    resourceVersion: query.get('resourceVersion') ?? undefined,
    resourceVersionMatch: query.get('resourceVersionMatch') ?? undefined,
  };
}

async function serveCollection(
  server: ResourceServer,
  type: ResourceType,
  exchange: Exchange,
  info: RequestInfo,
): Promise<void> {
  switch (exchange.request.method) {
    case 'GET':
      serveList(server, type, exchange, info);
      return;
    case 'POST':
      await serveCreate(server, type, exchange, info);
      return;
    case 'DELETE':
      await serveDeleteCollection(server, type, exchange, info);
      return;
    default:
      throw methodNotAllowed(
        'the server does not allow this method on the requested resource',
      );
  }
}

function serveList(
  server: ResourceServer,
  type: ResourceType,
  exchange: Exchange,
  info: RequestInfo,
): void {
  const request = listRequest(exchange, info);
  const present = presenterFor(server, type, exchange, true);
  const watch = exchange.query.get('watch');
  if (info.watch || watch === 'true' || watch === '1') {
    serveWatch(server, type, exchange, request, present);
    return;
  }
  const page = listObjects(server, type, request);
  sendJson(exchange, 200, present.list(page), present.contentType);
}

async function serveCreate(
  server: ResourceServer,
  type: ResourceType,
  exchange: Exchange,
  info: RequestInfo,
): Promise<void> {
  if (type.namespaced && info.namespace === undefined) {
    throw methodNotAllowed(
      'the server does not allow this method on the requested resource',
    );
  }
  const input = await readInput(exchange);
  const context = writeContext(exchange);
  const present = presenterFor(server, type, exchange, false);
  const object = createObject(
    server,
    type,
    info.namespace ?? '',
    input,
    context,
  );
  sendJson(exchange, 201, JSON.parse(present.one(object)), present.contentType);
}

export async function readInput(exchange: Exchange): Promise<unknown> {
  return parseBody(
    await readBody(exchange.request),
    mediaType(exchange.request.headers['content-type']),
  );
}

async function serveObject(
  server: ResourceServer,
  type: ResourceType,
  exchange: Exchange,
  info: RequestInfo,
): Promise<void> {
  const name = info.name ?? '';
  const namespace = info.namespace ?? '';
  switch (exchange.request.method) {
    case 'GET': {
      if (info.watch || exchange.query.get('watch') === 'true') {
        serveList(server, type, exchange, { ...info, watch: true });
        return;
      }
      const stored = readStored(server, type, namespace, name);
      if (!stored) throw notFound(subjectOf(type), name);
      const present = presenterFor(server, type, exchange, false);
      const text = present.one(asVersion(type, stored));
      sendJson(exchange, 200, JSON.parse(text), present.contentType);
      return;
    }
    case 'PUT': {
      const input = await readInput(exchange);
      const context = writeContext(exchange);
      const object = replaceObject(
        server,
        type,
        namespace,
        name,
        input,
        context,
      );
      sendJson(exchange, 200, object);
      return;
    }
    case 'PATCH':
      await servePatch(server, type, exchange, info);
      return;
    case 'DELETE':
      await serveDelete(server, type, exchange, info);
      return;
    default:
      throw methodNotAllowed(
        'the server does not allow this method on the requested resource',
      );
  }
}

async function serveDelete(
  server: ResourceServer,
  type: ResourceType,
  exchange: Exchange,
  info: RequestInfo,
): Promise<void> {
  const options = await removeOptions(exchange);
  const name = info.name ?? '';
  const removal = removeObject(
    server,
    type,
    info.namespace ?? '',
    name,
    options,
  );
  if (!removal.gone || type.storageKey === '/pods') {
    sendJson(exchange, 200, removal.object);
    return;
  }
  sendJson(exchange, 200, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name,
      group: type.group || undefined,
      kind: type.resource,
      uid: removal.object.metadata.uid,
    },
  });
}

async function serveDeleteCollection(
  server: ResourceServer,
  type: ResourceType,
  exchange: Exchange,
  info: RequestInfo,
): Promise<void> {
  if (type.namespaced && info.namespace === undefined) {
    throw methodNotAllowed(
      'the server does not allow this method on the requested resource',
    );
  }
  const options = await removeOptions(exchange);
  const page = listObjects(server, type, listRequest(exchange, info));
  for (const object of page.items) {
    removeObject(
      server,
      type,
      object.metadata.namespace ?? '',
      object.metadata.name,
      options,
    );
  }
  const present = presenterFor(server, type, exchange, true);
  sendJson(exchange, 200, present.list(page), present.contentType);
}

/** DeleteOptions come in the body or, a few of them, in the query. */
async function removeOptions(exchange: Exchange): Promise<RemoveOptions> {
  const text = await readBody(exchange.request);
  const body: unknown = text
    ? parseBody(text, mediaType(exchange.request.headers['content-type']))
    : {};
  const { query } = exchange;
  const grace =
    numberAt(body, 'gracePeriodSeconds') ??
    (query.has('gracePeriodSeconds')
      ? Number(query.get('gracePeriodSeconds'))
      : undefined);
  const dryRun = valueAt(body, 'dryRun') ?? query.getAll('dryRun');
  if (valueAt(body, 'orphanDependents') !== undefined) {
    throw notImplemented(
      'orphanDependents: it is deprecated, use propagationPolicy',
    );
  }
  return {
    propagationPolicy: policyOf(
      stringAt(body, 'propagationPolicy') ?? query.get('propagationPolicy'),
    ),
    gracePeriodSeconds: grace,
    preconditions: isObject(valueAt(body, 'preconditions'))
      ? {
          uid: stringAt(body, 'preconditions', 'uid'),
          resourceVersion: stringAt(body, 'preconditions', 'resourceVersion'),
        }
      : undefined,
    dryRun: Array.isArray(dryRun) && dryRun.length > 0,
  };
}

function policyOf(value: string | null): RemoveOptions['propagationPolicy'] {
  if (!value) return undefined;
  if (value === 'Background' || value === 'Foreground' || value === 'Orphan') {
    return value;
  }
  throw badRequest(
    `DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "${value}": supported values: "Foreground", "Background", "Orphan", "nil"`,
  );
}
