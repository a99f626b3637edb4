import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOn } from '@fhir-on-aks/sandbox-azure';
import {
  type HttpRequest,
  type HttpResponse,
  type ObjectStore,
  backendsOf,
  findRoute,
  type Route,
} from '@fhir-on-aks/sandbox-kubernetes';

const largestBody = 64 * 1024 * 1024;

/** What the proxy works with. */
export interface IngressProxyOptions {
  store: ObjectStore;
  routes: () => Route[];
  /** Asks a pod; undefined: connection refused. */
  request: (
    podUid: string,
    port: number,
    request: HttpRequest,
  ) => Promise<HttpResponse | undefined>;
}

/** The cluster's front door: host names of Ingresses and HTTPRoutes to ready pods. */
export interface IngressProxy {
  /** Port 0 takes a free one. */
  listen(port: number): Promise<number>;
  close(): Promise<void>;
}

/** Serves plain http on loopback. */
export function createIngressProxy(options: IngressProxyOptions): IngressProxy {
  const turns = new Map<string, number>();
  const server = http.createServer((request, response) => {
    answer(options, turns, request)
      .then(result => send(response, result))
      .catch(error =>
        send(response, text(502, `The pod did not answer: ${error}`)),
      );
  });
  server.keepAliveTimeout = 60_000;
  return {
    listen: port => listenOn(server, port),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  { store, routes, request: ask }: IngressProxyOptions,
  turns: Map<string, number>,
  incoming: IncomingMessage,
): Promise<HttpResponse> {
  const authority = incoming.headers.host ?? '';
  const host = authority.replace(/:\d+$/, '').toLowerCase();
  const all = routes();
  const path = (incoming.url ?? '/').split('?')[0];
  const route = findRoute(all, host, path);
  if (!route) return unknownHost(all, host);
  const backends = backendsOf(store, route);
  if ('problem' in backends) return text(503, backends.problem);
  const body = await readBody(incoming);
  if (body === undefined) {
    return text(413, `A request body may have ${largestBody} bytes at most.`);
  }
  const turn = (turns.get(route.from) ?? 0) + 1;
  turns.set(route.from, turn);
  const { podUid, port } = backends.ready[turn % backends.ready.length];
  const result = await ask(podUid, port, toRequest(incoming, authority, body));
  return result ?? text(502, `The pod refused the connection on port ${port}.`);
}

function unknownHost(routes: Route[], host: string): HttpResponse {
  const known = [...new Set(routes.map(route => route.host))].sort();
  const hint =
    known.length > 0
      ? `Host names that are served: ${known.join(', ')}.`
      : 'No Ingress and no HTTPRoute is served yet.';
  return text(404, `No Ingress and no HTTPRoute serves ${host}. ${hint}`);
}

/** As the proxies of AKS do: what the client says of forwarding is replaced. */
function toRequest(
  incoming: IncomingMessage,
  authority: string,
  body: string,
): HttpRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) {
      headers[name] = Array.isArray(value) ? value.join(', ') : value;
    }
  }
  return {
    method: incoming.method ?? 'GET',
    url: incoming.url ?? '/',
    headers: {
      ...headers,
      'x-forwarded-for': incoming.socket.remoteAddress ?? '127.0.0.1',
      'x-forwarded-host': authority,
      'x-forwarded-proto': 'http',
    },
    body,
  };
}

async function readBody(
  incoming: IncomingMessage,
): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > largestBody) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function text(status: number, message: string): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `${message}\n`,
  };
}

function send(
  response: ServerResponse,
  { status, headers, body }: HttpResponse,
): void {
  response.writeHead(status, {
    ...headers,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
