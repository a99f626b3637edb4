import { setTimeout as delay } from 'node:timers/promises';
import { Agent, ProxyAgent, type Dispatcher } from 'undici';
import {
  CredentialsError,
  type Credentials,
  type CredentialSource,
} from './CredentialSource';
import { ClusterUnreachableError, type KubernetesApiError } from './errors';
import { apiError } from './apiError';

/** One request to the API server. `doing` opens the error sentence: "cannot apply Deployment fhir/cardio". */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  doing: string;
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
  private pools?: { calls: Dispatcher; streams: Dispatcher; for: string };
  private closed = false;

  constructor(private readonly options: TransportOptions) {}

  /** Sends a call and reads the whole JSON answer. */
  async call(request: ApiRequest): Promise<unknown> {
    const { body } = await this.send(request, 'calls');
    return body.json();
  }

  /** Sends a request whose answer is read while it arrives. */
  async stream(request: ApiRequest): Promise<AsyncIterable<Buffer>> {
    const { body } = await this.send(request, 'streams');
    return body;
  }

  /** Ends running requests and closes every connection. */
  async close(): Promise<void> {
    this.closed = true;
    const { pools } = this;
    this.pools = undefined;
    await Promise.all([pools?.calls.destroy(), pools?.streams.destroy()]);
  }

  private async send(request: ApiRequest, kind: 'calls' | 'streams') {
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.attempt(request, kind);
      if (!(outcome instanceof Error)) return outcome;
      const wait = this.waitBeforeRetry(request, outcome, attempt);
      if (wait === undefined) throw outcome;
      if (wait > 0) await delay(wait, undefined, { signal: request.signal });
    }
  }

  private async attempt(request: ApiRequest, kind: 'calls' | 'streams') {
    const started = performance.now();
    const record = (code: string) =>
      this.options.onRequest?.({
        method: request.method,
        code,
        seconds: (performance.now() - started) / 1000,
      });
    try {
      const credentials = await this.options.credentials.get();
      const response = await this.dispatch(request, credentials, kind);
      record(String(response.statusCode));
      if (response.statusCode < 300) return response;
      return await apiError(request, response);
    } catch (cause) {
      record('<error>');
      request.signal?.throwIfAborted();
      return unreachable(request, this.options.server, cause);
    }
  }

  private dispatch(
    request: ApiRequest,
    credentials: Credentials,
    kind: 'calls' | 'streams',
  ): Promise<Dispatcher.ResponseData> {
    const headers: Record<string, string> = {
      ...credentials.headers,
      'user-agent': this.options.userAgent,
      accept: request.accept ?? 'application/json',
    };
    if (request.body !== undefined) {
      headers['content-type'] = request.contentType ?? 'application/json';
    }
    return this.poolsFor(credentials)[kind].request({
      origin: this.options.server.origin,
      path: this.options.server.pathname.replace(/\/$/, '') + request.path,
      method: request.method,
      headers,
      body:
        request.body === undefined ? undefined : JSON.stringify(request.body),
      signal: request.signal,
    });
  }

  private poolsFor(credentials: Credentials) {
    if (this.closed) throw new Error('the connection is closed');
    if (this.pools?.for !== credentials.fingerprint) {
      const old = this.pools;
      this.pools = {
        calls: this.pool(
          credentials,
          this.options.connections,
          this.options.timeoutMs,
        ),
        streams: this.pool(credentials, undefined, 0),
        for: credentials.fingerprint,
      };
      // Running requests of the old pools end by themselves.
      void old?.calls.close();
      void old?.streams.close();
    }
    return this.pools;
  }

  private pool(
    { tls }: Credentials,
    connections: number | undefined,
    bodyTimeout: number,
  ): Dispatcher {
    const { timeoutMs, proxyUrl } = this.options;
    const options = {
      connections,
      pipelining: 1,
      allowH2: false, // bounded HTTP/1.1 connections: a stalled stream never holds up others
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      headersTimeout: timeoutMs,
      bodyTimeout,
    };
    return proxyUrl
      ? new ProxyAgent({ ...options, uri: proxyUrl, requestTls: tls })
      : new Agent({ ...options, connect: { ...tls, timeout: timeoutMs } });
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

function unreachable(
  { doing }: ApiRequest,
  server: URL,
  cause: unknown,
): ClusterUnreachableError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ClusterUnreachableError(
    cause instanceof CredentialsError
      ? `${doing}: ${why}`
      : `${doing}: no answer from ${server.origin}: ${why || 'connection failed'}`,
    { cause },
  );
}
