import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { Agent, request as forward } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { CALL_FAULTS, statusOfFault } from '@fhir-on-aks/kube/testing';

/** What goes wrong with a call. */
export const FAULTS = [...CALL_FAULTS, 'no answer'] as const;
/** One of them. */
export type Fault = (typeof FAULTS)[number];

/** How often in a row a call has to fail so that more than the transport has to cope with it. */
export const ATTEMPTS: Record<Fault, number> = {
  'conflict 409': 2,
  'expired 410': 2,
  'busy 429': 5,
  'internal 500': 2,
  'unavailable 503': 5,
  'timeout 504': 2,
  'reset before': 3,
  'reset after': 3,
  'no answer': 2,
};

/** A call as it passes by. */
export interface ProxiedCall {
  method: string;
  /** Without the query. */
  path: string;
  isWatch: boolean;
  body: string;
}

/** What the lines of a watch pass through on their way to the client. */
export interface Relay {
  take(line: string): void;
  /** The watch ends: what was held back is sent. */
  flush(): void;
}

const reasons: Record<number, string> = {
  409: 'Conflict',
  410: 'Expired',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

/** Stands between an operator and the API server, over plain HTTP on the loopback, and lets calls fail. */
export class FaultProxy {
  /** Decides which fault a call meets. */
  faultOf: (call: ProxiedCall) => Fault | undefined = () => undefined;
  /** Makes for each watch what its lines pass through. */
  relay?: (send: (line: string) => void) => Relay;
  private readonly server = createServer((incoming, outgoing) => {
    this.pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  private readonly agent: Agent;
  private readonly sockets = new Set<Socket>();
  private readonly watches = new Set<() => void>();

  private constructor(
    private readonly upstream: URL,
    ca: Buffer,
  ) {
    this.agent = new Agent({ ca, keepAlive: true });
    this.server.keepAliveTimeout = 90_000;
    this.server.on('connection', socket => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  /** Starts a proxy for the cluster of a kubeconfig, and writes the kubeconfig that leads to it beside that one. */
  static async start(
    kubeconfig: string,
  ): Promise<{ proxy: FaultProxy; kubeconfig: string }> {
    const config = JSON.parse(readFileSync(kubeconfig, 'utf8'));
    const { cluster } = config.clusters[0];
    const ca = Buffer.from(cluster['certificate-authority-data'], 'base64');
    const proxy = new FaultProxy(new URL(cluster.server), ca);
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    const { port } = proxy.server.address() as AddressInfo;
    config.clusters[0].cluster = { server: `http://127.0.0.1:${port}` };
    const file = `${kubeconfig}.proxied`;
    writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
    return { proxy, kubeconfig: file };
  }

  /** Ends every watch that passes through a relay. */
  endWatches(): void {
    for (const end of this.watches) end();
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    this.agent.destroy();
  }

  private async pass(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const body = await textOf(incoming);
    const { pathname, searchParams } = new URL(incoming.url ?? '', 'http://x');
    const fault = this.faultOf({
      method: incoming.method ?? 'GET',
      path: pathname,
      isWatch: searchParams.has('watch'),
      body,
    });
    if (fault === 'no answer') return;
    if (fault === 'reset before') {
      incoming.socket.resetAndDestroy();
      return;
    }
    const code = fault && statusOfFault(fault);
    if (code) {
      refuse(outgoing, code);
      return;
    }
    const answer = await this.ask(incoming, outgoing, body);
    if (fault === 'reset after') {
      await textOf(answer);
      incoming.socket.resetAndDestroy();
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    outgoing.flushHeaders();
    const watched = searchParams.has('watch') && answer.statusCode === 200;
    if (this.relay && watched) {
      await this.pour(answer, outgoing, this.relay);
    } else answer.pipe(outgoing);
  }

  private async pour(
    answer: IncomingMessage,
    outgoing: ServerResponse,
    makeRelay: NonNullable<FaultProxy['relay']>,
  ): Promise<void> {
    const relay = makeRelay(line => outgoing.write(`${line}\n`));
    const end = () => {
      relay.flush();
      outgoing.end();
      answer.destroy();
      this.watches.delete(end);
    };
    this.watches.add(end);
    for await (const line of linesOf(answer)) relay.take(line);
    end();
  }

  private async ask(
    { method, url = '', headers }: IncomingMessage,
    outgoing: ServerResponse,
    body: string,
  ): Promise<IncomingMessage> {
    const asked = forward(new URL(url, this.upstream), {
      method,
      headers: { ...headers, host: this.upstream.host },
      agent: this.agent,
    });
    outgoing.on('close', () => asked.destroy());
    asked.end(body);
    const [answer] = await once(asked, 'response');
    answer.on('error', () => outgoing.destroy());
    return answer;
  }
}

function refuse(outgoing: ServerResponse, code: number): void {
  const reason = reasons[code];
  outgoing.writeHead(code, {
    'content-type': 'application/json',
    ...(code === 429 ? { 'retry-after': '1' } : {}),
  });
  outgoing.end(
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Status',
      status: 'Failure',
      message: `injected: ${reason}`,
      reason,
      code,
    }),
  );
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function* linesOf(stream: IncomingMessage): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
