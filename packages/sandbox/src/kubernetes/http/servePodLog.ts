import { objectsAt } from '../jsonValue';
import { readStored, subjectOf } from '../operations/core';
import {
  badRequest,
  methodNotAllowed,
  notFound,
  notImplemented,
} from '../statusError';
import type { ResourceType } from '../types/resourceType';
import type { PodLogQuery } from '../contract';
import type { Exchange } from './exchange';
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
  const containers = objectsAt(pod, 'spec', 'containers').map(one =>
    String(one.name),
  );
  const query = readQuery(exchange, containers, name);
  const lines = await server.podLogs(pod, query.query);
  await send(exchange, lines, query);
}

interface LogRequest {
  query: PodLogQuery;
  abort: AbortController;
}

function number(text: string | null): number | undefined {
  return text === null || text === '' ? undefined : Number(text);
}

function isOn(text: string | null): boolean {
  return text === 'true' || text === '1';
}

function readQuery(
  exchange: Exchange,
  containers: string[],
  pod: string,
): LogRequest {
  const { query } = exchange;
  const container = query.get('container') ?? undefined;
  if (!container && containers.length > 1) {
    throw badRequest(
      `a container name must be specified for pod ${pod}, choose one of: [${containers.join(' ')}]`,
    );
  }
  if (container && !containers.includes(container)) {
    throw badRequest(`container ${container} is not valid for pod ${pod}`);
  }
  const abort = new AbortController();
  exchange.response.on('close', () => abort.abort());
  return {
    abort,
    query: {
      container: container ?? containers[0],
      tailLines: number(query.get('tailLines')),
      previous: isOn(query.get('previous')),
      follow: isOn(query.get('follow')),
      sinceSeconds: number(query.get('sinceSeconds')),
      sinceTime: query.get('sinceTime') ?? undefined,
      limitBytes: number(query.get('limitBytes')),
      timestamps: isOn(query.get('timestamps')),
      signal: abort.signal,
    },
  };
}

async function send(
  { response }: Exchange,
  lines: AsyncIterable<string>,
  { abort, query }: LogRequest,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/plain' });
  if (query.follow) response.flushHeaders();
  let left = query.limitBytes ?? Number.MAX_SAFE_INTEGER;
  for await (const line of lines) {
    if (abort.signal.aborted || left <= 0) break;
    const text = `${line}\n`.slice(0, left);
    left -= text.length;
    response.write(text);
  }
  response.end();
}
