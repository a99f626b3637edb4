import {
  request as plainRequest,
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import { request as secureRequest } from 'node:https';

/** One HTTP request. */
export interface HttpRequest {
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: string;
  /** Which connections it may use. */
  agent: Agent;
  /** Longest silence: until the connection stands, until the answer begins, and within it. */
  silenceMs: number;
  /** The answer may be silent for as long as it likes once it has begun. */
  endless?: boolean;
  /** Where to connect to, when that is not the host of the URL. */
  connectTo?: { hostname: string; port: string };
  signal?: AbortSignal;
}

/**
 * Sends a request with the HTTP of Node itself, which costs a third of the memory of a client library. Resolves when
 * the answer begins; its body is to be read. A silence that is too long is an error with the code ETIMEDOUT.
 */
export function sendHttp(
  url: URL,
  request: HttpRequest,
): Promise<IncomingMessage> {
  const { body, silenceMs, endless, connectTo, headers, ...options } = request;
  const length =
    body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const send = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const sent = send(url, {
      ...options,
      ...connectTo,
      headers: { host: url.host, ...headers, ...length },
    });
    let heard: ClientRequest | IncomingMessage = sent;
    sent.setTimeout(silenceMs, () => heard.destroy(silence(silenceMs)));
    sent.once('response', answer => {
      heard = answer;
      if (endless) sent.setTimeout(0);
      resolve(answer);
    });
    // Not `once`: the connection of an answer that nobody reads any more may break too.
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The whole body of an answer as text; throws when it is longer than that. */
export async function readText(
  answer: AsyncIterable<Buffer>,
  longest = Infinity,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    size += chunk.length;
    if (size > longest) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function silence(ms: number): Error {
  return Object.assign(new Error(`nothing came for ${ms / 1000} s`), {
    code: 'ETIMEDOUT',
  });
}
