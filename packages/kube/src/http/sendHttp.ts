import {
  request as plainRequest,
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type Socket } from 'node:net';

/** One HTTP request. */
export interface HttpRequest {
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: string;
  /** Which connections it may use. */
  agent: Agent;
  /** Deadline for the response to begin, name lookup and connect included, and for every pause in its body. */
  timeoutMs: number;
  /** A response that has begun may pause for as long as it likes. */
  endless?: boolean;
  /** Where to connect to, when that is not the host of the URL. */
  connectTo?: { hostname: string; port: string };
  signal?: AbortSignal;
}

/** What a request was waiting for when its time was up. */
export type HttpPhase = 'lookup' | 'connection' | 'response' | 'body';

const MISSING: Record<HttpPhase, string> = {
  lookup: 'the host name was not resolved',
  connection: 'no connection',
  response: 'no response',
  body: 'nothing more was received',
};

/** A request took longer than its `timeoutMs`. */
export class HttpTimeoutError extends Error {
  readonly code = 'ETIMEDOUT';

  constructor(
    readonly phase: HttpPhase,
    timeoutMs: number,
  ) {
    super(`${MISSING[phase]} within ${timeoutMs / 1000} s`);
    this.name = 'HttpTimeoutError';
  }
}

/**
 * Sends a request with the HTTP of Node itself, which costs a third of the memory of a client library. Resolves when
 * the response begins; its body has to be read. Throws `HttpTimeoutError`, also while the body is read.
 */
export function sendHttp(
  url: URL,
  request: HttpRequest,
): Promise<IncomingMessage> {
  const { body, timeoutMs, endless, connectTo, headers, ...options } = request;
  const length =
    body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const send = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const sent = send(url, {
      ...options,
      ...connectTo,
      headers: { host: url.host, ...headers, ...length },
    });
    const phase = followPhase(sent, connectTo?.hostname ?? url.hostname);
    // Not the timeout of the socket, which begins when it is connected and may be the idle timeout of the agent.
    const timer = setTimeout(() => {
      const error = new HttpTimeoutError(phase(), timeoutMs);
      // A request that waits for a free connection does not report that it was destroyed.
      reject(error);
      sent.destroy(error);
    }, timeoutMs);
    sent.once('close', () => clearTimeout(timer));
    sent.once('response', response => {
      clearTimeout(timer);
      sent.setTimeout(endless ? 0 : timeoutMs, () =>
        response.destroy(new HttpTimeoutError('body', timeoutMs)),
      );
      resolve(response);
    });
    // Not `once`: the connection of a response that nobody reads any more may break too.
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Tells what a request that has no response yet is waiting for. */
function followPhase(sent: ClientRequest, hostname: string): () => HttpPhase {
  let phase: HttpPhase = 'connection';
  sent.once('socket', (socket: Socket) => {
    if (!socket.connecting) {
      phase = 'response';
      return;
    }
    if (isIP(hostname.replace(/^\[|\]$/g, '')) === 0) phase = 'lookup';
    socket.once('lookup', () => (phase = 'connection'));
    const ready = 'encrypted' in socket ? 'secureConnect' : 'connect';
    socket.once(ready, () => (phase = 'response'));
  });
  return () => phase;
}

/** The whole body of a response as text; throws when it is longer than `longest` bytes. */
export async function readText(
  response: AsyncIterable<Buffer>,
  longest = Infinity,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > longest) throw new Error('the response is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
