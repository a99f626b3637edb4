import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { readBody, listenOn } from '@fhir-on-aks/sandbox-azure';
import type { ContainerProcess } from '@fhir-on-aks/sandbox-kubernetes';

/** An open port. */
export interface OpenPort {
  port: number;
  /** Takes no more requests; resolves when those that had begun are answered. */
  close(): Promise<void>;
}

/** Opens a port of a container to the network: `containerPort` as the container knows it, 0 to take a free one. */
export async function serveContainer(
  container: ContainerProcess,
  containerPort: number,
  listenPort = containerPort,
): Promise<OpenPort> {
  const server = http.createServer((request, response) => {
    answer(container, containerPort, request, response).catch(() =>
      request.socket.destroy(),
    );
  });
  const port = await listenOn(server, listenPort, '0.0.0.0');
  return {
    port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
      }),
  };
}

async function answer(
  container: ContainerProcess,
  containerPort: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const found = await container.request(containerPort, {
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    headers: headersOf(request),
    body: await readBody(request),
  });
  if (!found) {
    request.socket.destroy();
    return;
  }
  response.writeHead(found.status, found.headers);
  response.end(found.body);
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value)]),
  );
}
