import { timingSafeEqual } from 'node:crypto';
import type {
  IncomingMessage,
  RequestListener,
  ServerResponse,
} from 'node:http';
import type { KubernetesApiOptions } from '../contract';
import { StatusError } from '../statusError';
import { reviews } from './discovery';
import { newExchange, sendError, sendText, type Exchange } from './exchange';
import type { FaultInjector } from './faultInjector';
import { parseRequestInfo, type RequestInfo } from './requestInfo';
import { serveDiscovery } from './serveDiscovery';
import { serveOpenApi } from './serveOpenApi';
import type { ResourceServer } from './resourceServer';
import { serveResource } from './serveResource';
import { serveReview } from './serveReview';

/** The HTTP side of the API: who asks, what for, and who answers. */
export function createListener(
  server: ResourceServer,
  faults: FaultInjector,
  options: Pick<KubernetesApiOptions, 'token' | 'extraRoutes'>,
): RequestListener {
  return (request: IncomingMessage, response: ServerResponse) => {
    const exchange = newExchange(request, response);
    answer(server, faults, options, exchange).catch(error =>
      sendError(exchange, error),
    );
  };
}

async function answer(
  server: ResourceServer,
  faults: FaultInjector,
  options: Pick<KubernetesApiOptions, 'token' | 'extraRoutes'>,
  exchange: Exchange,
): Promise<void> {
  const { request, response, url } = exchange;
  if (!isPublic(url.pathname)) authenticate(request, options.token);
  if (options.extraRoutes?.(request, response, url)) return;
  if (await faults.apply(request, response)) return;
  if (serveOpenApi(server, exchange)) return;
  if (request.method === 'GET' && serveDiscovery(server.types, exchange))
    return;
  const info = parseRequestInfo(url.pathname);
  if (!info || !isServed(server, info)) {
    sendText(exchange, 404, '404 page not found\n');
    return;
  }
  if (await serveReview(exchange, info)) return;
  await serveResource(server, exchange, info);
}

/** Whether anything is served in the group and version of a request. */
function isServed(server: ResourceServer, info: RequestInfo): boolean {
  const { group, version } = info;
  return (
    server.types
      .all()
      .some(type => type.group === group && type.version === version) ||
    reviews.some(review => review.group === group && version === 'v1')
  );
}

function isPublic(path: string): boolean {
  return /^\/(healthz|livez|readyz)$/.test(path);
}

function authenticate(request: IncomingMessage, token: string): void {
  const header = request.headers.authorization ?? '';
  const given = Buffer.from(header.replace(/^Bearer /i, ''));
  const wanted = Buffer.from(token);
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  throw new StatusError(401, 'Unauthorized', 'Unauthorized');
}
