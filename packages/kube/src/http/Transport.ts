import type { Agent, IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { apiError } from './apiError';
import { connectionAgent, endConnections } from './connectionAgent';
import {
  CredentialsError,
  type Credentials,
  type CredentialSource,
} from './CredentialSource';
import { ClusterUnreachableError, type KubernetesApiError } from '../errors';
import { readText, sendHttp } from './sendHttp';

/** One request to the API server. `action` opens the error sentence: "cannot apply Deployment fhir/cardio". */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  action: string;
  body?: unknown;
  contentType?: string;
  accept?: string;
  signal?: AbortSignal;
  /** Sending it twice ends in the same state, so it is sent again after a reset or a 503. */
  repeatable?: boolean;
  /** The Status message may quote values of a Secret: leave it out of errors. */
  confidential?: boolean;
}

/** What was asked and how it went, for metrics. */
export interface RequestRecord {
  method: string;
  /** HTTP status, or `<error>` when there was no answer. */
  code: string;
  seconds: number;
}

/** Settings of a transport. */
export interface TransportOptions {
  server: URL;
  credentials: CredentialSource;
  userAgent: string;
  /** Most connections for calls; watches and logs have their own, one each. */
  connections: number;
  /** Deadline for the answer to begin, and for a pause inside it. */
  timeoutMs: number;
  /** How often a request is sent again after 429, 503 or a reset. */
  retries: number;
  proxyUrl?: string;
  onRequest?: (record: RequestRecord) => void;
}

const LONGEST_WAIT_MS = 10_000;
const KEEP_ALIVE_MS = 60_000; // kube-apiserver closes idle connections after 90 s

/** HTTP to one API server over shared, bounded, kept connections. Knows retries and credentials, nothing of objects. */
export class Transport {
  private agents?: { calls: Agent; streams: Agent; for: string };
  private closed = false;

  constructor(private readonly options: TransportOptions) {}

  /** Sends a call and reads the whole JSON answer. */
  async call(request: ApiRequest): Promise<unknown> {
    const text = await this.send(request, 'calls', readText);
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new ClusterUnreachableError(
        `${request.action}: what ${this.options.server.origin} answered is not JSON`,
        { cause },
      );
    }
  }

  /** Sends a request whose answer is read while it arrives. */
  async stream(request: ApiRequest): Promise<AsyncIterable<Buffer>> {
    return this.send(request, 'streams', async answer => answer);
  }

  /** Ends running requests and closes every connection. */
  async close(): Promise<void> {
    this.closed = true;
    const { agents } = this;
    this.agents = undefined;
    if (!agents) return;
    endConnections(agents.calls);
    endConnections(agents.streams);
  }

  private async send<A>(
    request: ApiRequest,
    kind: 'calls' | 'streams',
    read: (answer: IncomingMessage) => Promise<A>,
  ): Promise<A> {
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.attempt(request, kind, read);
      if (!(outcome instanceof Error)) return outcome.answer;
      const wait = this.waitBeforeRetry(request, outcome, attempt);
      if (wait === undefined) throw outcome;
      if (wait > 0) await delay(wait, undefined, { signal: request.signal });
    }
  }

  private async attempt<A>(
    request: ApiRequest,
    kind: 'calls' | 'streams',
    read: (answer: IncomingMessage) => Promise<A>,
  ) {
    const started = performance.now();
    let result = '<error>';
    try {
      const credentials = await this.options.credentials.get();
      const answer = await this.dispatch(request, credentials, kind);
      const { statusCode: code = 0, headers } = answer;
      result = String(code);
      if (code < 300) return { answer: await read(answer) };
      return apiError(request, { code, headers, text: await readText(answer) });
    } catch (cause) {
      request.signal?.throwIfAborted();
      return unreachableError(request, this.options.server, cause);
    } finally {
      this.options.onRequest?.({
        method: request.method,
        code: result,
        seconds: (performance.now() - started) / 1000,
      });
    }
  }

  private dispatch(
    { method, path, body, contentType, accept, signal }: ApiRequest,
    credentials: Credentials,
    kind: 'calls' | 'streams',
  ): Promise<IncomingMessage> {
    const { server, userAgent, timeoutMs } = this.options;
    const root = server.pathname.replace(/\/$/, '');
    return sendHttp(new URL(root + path, server), {
      method,
      headers: {
        ...credentials.headers,
        'user-agent': userAgent,
        accept: accept ?? 'application/json',
        ...(body === undefined
          ? {}
          : { 'content-type': contentType ?? 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      agent: this.agentsFor(credentials)[kind],
      timeoutMs,
      endless: kind === 'streams',
      signal,
    });
  }

  private agentsFor({ tls, fingerprint }: Credentials) {
    if (this.closed) throw new Error('the connection is closed');
    if (this.agents?.for !== fingerprint) {
      // Running requests over the old connections end by themselves, and idle ones after a minute.
      const { server, proxyUrl, connections } = this.options;
      const calls = {
        keepAlive: true,
        maxSockets: connections,
        timeout: KEEP_ALIVE_MS,
      };
      this.agents = {
        calls: connectionAgent(server, tls, proxyUrl, calls),
        streams: connectionAgent(server, tls, proxyUrl, {}),
        for: fingerprint,
      };
    }
    return this.agents;
  }

  /** Milliseconds to wait before the request is sent again; undefined: give up. */
  private waitBeforeRetry(
    request: ApiRequest,
    error: KubernetesApiError | ClusterUnreachableError,
    attempt: number,
  ): number | undefined {
    if (attempt >= this.options.retries || this.closed) return undefined;
    if (error instanceof ClusterUnreachableError) {
      // Once and at once: an idle connection that the server had closed. More is the caller's business.
      return request.repeatable && attempt === 0 ? 0 : undefined;
    }
    if (error.code === 401 && attempt === 0) {
      this.options.credentials.invalidate();
      return 0;
    }
    const again =
      error.code === 429 || (error.code === 503 && request.repeatable);
    if (!again) return undefined;
    const wait = error.retryAfterMs ?? 100 * 2 ** attempt;
    return wait <= LONGEST_WAIT_MS ? wait * (1 + Math.random() / 4) : undefined;
  }
}

function unreachableError(
  { action }: ApiRequest,
  server: URL,
  cause: unknown,
): ClusterUnreachableError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ClusterUnreachableError(
    cause instanceof CredentialsError
      ? `${action}: ${why}`
      : `${action}: no answer from ${server.origin}: ${why || 'connection failed'}`,
    { cause },
  );
}
