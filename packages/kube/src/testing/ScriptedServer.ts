import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** A request as the script sees it. */
export interface ScriptedRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
  /** How many requests came before. */
  index: number;
}

/** Answers one request; `response` is Node's, so a script can stall, reset or send half a line. */
export type Script = (
  request: ScriptedRequest,
  response: ServerResponse,
) => void | Promise<void>;

/** A server whose every answer the test writes. Counts connections and TLS handshakes. */
export class ScriptedServer {
  readonly requests: ScriptedRequest[] = [];
  connections = 0;
  handshakes = 0;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(
    public script: Script,
    private readonly tls?: { key: string; cert: string },
  ) {
    const listener = (request: IncomingMessage, response: ServerResponse) =>
      void this.answer(request, response);
    this.server = tls
      ? createHttpsServer(tls, listener)
      : createHttpServer(listener);
    this.server.keepAliveTimeout = 90_000;
    this.server.on('connection', (socket: Socket) => {
      this.connections += 1;
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    this.server.on('secureConnection', () => {
      this.handshakes += 1;
    });
  }

  /** Listens on a free port of the loopback interface; resolves to the URL. */
  async start(port = 0): Promise<string> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    return this.url;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `${this.tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  }

  /** A kubeconfig for this server, as YAML (JSON is YAML). */
  kubeconfig(user: Record<string, unknown> = { token: 'scripted' }): string {
    const cluster = {
      server: this.url,
      'certificate-authority-data':
        this.tls && Buffer.from(this.tls.cert).toString('base64'),
    };
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'scripted',
      contexts: [{ name: 'scripted', context: { cluster: 'c', user: 'u' } }],
      clusters: [{ name: 'c', cluster }],
      users: [{ name: 'u', user }],
    });
  }

  /** Cuts every open connection. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
    } catch {
      return; // the client went away
    }
    const url = new URL(request.url ?? '/', 'http://scripted');
    const scripted: ScriptedRequest = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
      index: this.requests.length,
    };
    this.requests.push(scripted);
    await this.script(scripted, response);
  }
}

/** Answers with JSON. */
export function replyJson(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...headers,
  });
  response.end(JSON.stringify(body));
}
