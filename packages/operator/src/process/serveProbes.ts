import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the probes tell. */
export interface ProbeSources {
  /** Why the operator is not ready, one line each; empty when it is. */
  waitingFor(): string[];
  metrics(): Promise<string>;
}

/** Serves `/healthz`, `/readyz` and `/metrics`; resolves when it listens. */
export async function serveProbes(
  { host, port }: { host: string; port: number },
  sources: ProbeSources,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '/';
    answer(path, sources).then(
      ({ code, type = 'text/plain; charset=utf-8', body }) => {
        response.writeHead(code, { 'content-type': type });
        response.end(body);
      },
      () => response.writeHead(500).end('the metrics cannot be read\n'),
    );
  });
  await listen(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  path: string,
  { waitingFor, metrics }: ProbeSources,
): Promise<{ code: number; type?: string; body: string }> {
  switch (path) {
    case '/healthz':
      return { code: 200, body: 'ok\n' };
    case '/readyz': {
      const waiting = waitingFor();
      if (waiting.length === 0) return { code: 200, body: 'ok\n' };
      const lines = waiting.map(line => `waiting for ${line}\n`);
      return { code: 503, body: lines.join('') };
    }
    case '/metrics':
      return {
        code: 200,
        type: 'text/plain; version=0.0.4; charset=utf-8',
        body: await metrics(),
      };
    default:
      return {
        code: 404,
        body: 'there are /healthz, /readyz and /metrics\n',
      };
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', cause =>
      reject(new Error(`cannot listen on ${host}:${port}`, { cause })),
    );
    server.listen(port, host, resolve);
  });
}
