import { asVersion, readStored, subjectOf } from '../operations/core';
import { finalizeNamespace } from '../operations/finalizeNamespace';
import { readScale, writeScale } from '../operations/scaleObject';
import { replaceObject } from '../operations/updateObject';
import { mergePatch } from '../patch/mergePatch';
import { jsonPatch } from '../patch/jsonPatch';
import { isObject, numberAt, stringAt } from '../jsonValue';
import {
  badRequest,
  methodNotAllowed,
  notFound,
  notImplemented,
  pageNotFound,
  unsupportedMediaType,
} from '../statusError';
import type { ResourceType } from '../types/resourceType';
import { readBody, sendJson, writeContext, type Exchange } from './exchange';
import { mediaType, parseJson } from './parseBody';
import type { RequestInfo } from './requestInfo';
import { servePatch } from './servePatch';
import { servePodLog } from './servePodLog';
import { readInput } from './readInput';
import type { ResourceServer } from './resourceServer';
import { sendObject } from './sendObject';

const unsupported: Record<string, string> = {
  exec: 'exec into pods: the sandbox runs no containers',
  attach: 'attach to pods: the sandbox runs no containers',
  portforward: 'port-forward: ask the ingress port of the sandbox instead',
  proxy: 'the proxy subresource: ask the ingress port of the sandbox instead',
  eviction: 'pod eviction',
  binding: 'pod binding',
  ephemeralcontainers: 'ephemeral containers',
  resize: 'in-place pod resize',
  token: 'service account tokens',
};

/** Answers `/status`, `/scale`, `/log` and the other subresources. */
export async function serveSubresource(
  server: ResourceServer,
  type: ResourceType,
  exchange: Exchange,
  info: RequestInfo,
): Promise<void> {
  const [subresource] = (info.subresource ?? '').split('/');
  if (subresource === 'status' && type.statusSubresource) {
    await serveStatus(server, type, exchange, info);
  } else if (subresource === 'scale' && type.scale) {
    await serveScale(server, type, exchange, info);
  } else if (subresource === 'log' && type.storageKey === '/pods') {
    await servePodLog(server, type, exchange, info);
  } else if (subresource === 'finalize' && type.storageKey === '/namespaces') {
    const input = await readInput(exchange);
    const context = writeContext(exchange);
    sendJson(
      exchange,
      200,
      finalizeNamespace(server, type, info.name ?? '', input, context),
    );
  } else if (unsupported[subresource] && !type.custom) {
    throw notImplemented(unsupported[subresource]);
  } else throw pageNotFound();
}

async function serveStatus(
  server: ResourceServer,
  type: ResourceType,
  exchange: Exchange,
  info: RequestInfo,
): Promise<void> {
  const namespace = info.namespace ?? '';
  const name = info.name ?? '';
  switch (exchange.request.method) {
    case 'GET': {
      const stored = readStored(server, type, namespace, name);
      if (!stored) throw notFound(subjectOf(type), name);
      sendObject(server, type, exchange, 200, asVersion(type, stored));
      return;
    }
    case 'PUT': {
      const input = await readInput(exchange);
      const context = writeContext(exchange, 'status');
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
      await servePatch(server, type, exchange, info, 'status');
      return;
    default:
      throw methodNotAllowed();
  }
}

async function serveScale(
  server: ResourceServer,
  type: ResourceType,
  exchange: Exchange,
  info: RequestInfo,
): Promise<void> {
  const namespace = info.namespace ?? '';
  const name = info.name ?? '';
  const stored = readStored(server, type, namespace, name);
  if (!stored) throw notFound(subjectOf(type), name);
  const current = asVersion(type, stored);
  const scale = readScale(type, current);
  const { method } = exchange.request;
  if (method === 'GET') {
    sendJson(exchange, 200, scale);
    return;
  }
  const context = writeContext(exchange, 'scale');
  const wanted =
    method === 'PUT'
      ? await readInput(exchange)
      : await patchedScale(exchange, { ...scale });
  const replicas = numberAt(wanted, 'spec', 'replicas') ?? 0;
  if (!isObject(wanted) || !Number.isInteger(replicas)) {
    throw badRequest('a Scale needs spec.replicas, a whole number');
  }
  const changed = writeScale(server, type, current, {
    replicas,
    resourceVersion: stringAt(wanted, 'metadata', 'resourceVersion'),
    context,
  });
  sendJson(exchange, 200, readScale(type, changed));
}

async function patchedScale(
  exchange: Exchange,
  scale: Record<string, unknown>,
): Promise<unknown> {
  const body = await readBody(exchange.request);
  const text = body.toString('utf8');
  switch (mediaType(exchange.request.headers['content-type'])) {
    case 'application/json-patch+json':
      return jsonPatch(scale, parseJson(text));
    case 'application/merge-patch+json':
    case 'application/strategic-merge-patch+json':
      return mergePatch(scale, parseJson(text));
    case 'application/apply-patch+yaml':
      throw notImplemented(
        'server-side apply of scale: apply the object itself',
      );
    default:
      throw unsupportedMediaType(
        'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json',
      );
  }
}
