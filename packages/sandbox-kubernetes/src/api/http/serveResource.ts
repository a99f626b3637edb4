import { asVersion, readStored, subjectOf } from '../operations/core';
import { createObject } from '../operations/createObject';
import { listObjects } from '../operations/listObjects';
import { replaceObject } from '../operations/updateObject';
import { methodNotAllowed, notFound, pageNotFound } from '../statusError';
import type { ResourceType } from '../types/resourceType';
import { sendJson, writeContext, type Exchange } from './exchange';
import { listRequest } from './listRequest';
import { presenterFor } from './presenterFor';
import { readInput } from './readInput';
import type { RequestInfo } from './requestInfo';
import type { ResourceServer } from './resourceServer';
import { sendObject } from './sendObject';
import { serveDelete, serveDeleteCollection } from './serveDelete';
import { servePatch } from './servePatch';
import { serveSubresource } from './serveSubresource';
import { serveWatch } from './serveWatch';

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
      throw methodNotAllowed();
  }
}

function serveList(
  server: ResourceServer,
  type: ResourceType,
  exchange: Exchange,
  info: RequestInfo,
): void {
  const request = listRequest(exchange, info);
  const present = presenterFor(server, type, exchange);
  const watch = exchange.query.get('watch');
  if (info.watch || watch === 'true' || watch === '1') {
    serveWatch(server, type, exchange, request, present);
    return;
  }
  const page = listObjects(server, type, request);
  sendJson(exchange, 200, present.list(page));
}

async function serveCreate(
  server: ResourceServer,
  type: ResourceType,
  exchange: Exchange,
  info: RequestInfo,
): Promise<void> {
  if (type.namespaced && info.namespace === undefined) {
    throw methodNotAllowed();
  }
  const input = await readInput(exchange);
  const context = writeContext(exchange);
  const object = createObject(
    server,
    type,
    info.namespace ?? '',
    input,
    context,
  );
  sendObject(server, type, exchange, 201, object);
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
      sendObject(server, type, exchange, 200, asVersion(type, stored));
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
      sendObject(server, type, exchange, 200, object);
      return;
    }
    case 'PATCH':
      await servePatch(server, type, exchange, info);
      return;
    case 'DELETE':
      await serveDelete(server, type, exchange, info);
      return;
    default:
      throw methodNotAllowed();
  }
}
