import { pipeline } from 'node:stream/promises';
import { stringAt } from '../jsonValue';
import { readStored, subjectOf } from '../operations/core';
import { methodNotAllowed, notFound, notImplemented } from '../statusError';
import type { ResourceType } from '../types/resourceType';
import type { PodLogQuery } from '../contract';
import { sendText, type Exchange } from './exchange';
import { podLogQuery } from './podLogQuery';
import type { RequestInfo } from './requestInfo';
import type { ResourceServer } from './resourceServer';

/** Answers GET pods/NAME/log, whole or followed. */
export async function servePodLog(
  server: ResourceServer,
  type: ResourceType,
  exchange: Exchange,
  info: RequestInfo,
): Promise<void> {
  if (exchange.request.method !== 'GET') {
    throw methodNotAllowed('logs can only be read');
  }
  const name = info.name ?? '';
  const pod = readStored(server, type, info.namespace ?? '', name);
  if (!pod) throw notFound(subjectOf(type), name);
  if (!server.podLogs)
    throw notImplemented('pod logs: no log source is configured');
  const options = podLogQuery(exchange.query, pod);
  if (!stringAt(pod, 'spec', 'nodeName')) {
    sendText(exchange, 204, '');
    return;
  }
  const abort = new AbortController();
  exchange.response.on('close', () => abort.abort());
  const query = { ...options, signal: abort.signal };
  await send(exchange, await server.podLogs(pod, query), query);
}

/** No faster than the reader reads: a log may be longer than the memory. */
async function send(
  { response }: Exchange,
  lines: AsyncIterable<string>,
  query: PodLogQuery,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/plain' });
  if (query.follow) response.flushHeaders();
  await pipeline(bytesOf(lines, query), response);
}

async function* bytesOf(
  lines: AsyncIterable<string>,
  { limitBytes = Number.MAX_SAFE_INTEGER, signal }: PodLogQuery,
): AsyncIterable<Buffer> {
  let left = limitBytes;
  for await (const line of lines) {
    if (signal.aborted) return;
    const bytes = Buffer.from(`${line}\n`).subarray(0, left);
    left -= bytes.length;
    yield bytes;
    if (left <= 0) return;
  }
}
