import type { KubernetesStatus } from './ClusterClient';

/** The API server answered with a refusal. `status` is its Status body, `retryAfterMs` comes from the Retry-After header. */
export class KubernetesApiError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly status: KubernetesStatus;
  readonly retryAfterMs?: number;

  constructor(
    message: string,
    options: {
      code: number;
      reason?: string;
      status?: KubernetesStatus;
      retryAfterMs?: number;
      cause?: unknown;
    },
  ) {
    super(message, { cause: options.cause });
    this.name = 'KubernetesApiError';
    this.code = options.code;
    this.reason = options.reason ?? options.status?.reason ?? 'Unknown';
    this.status = options.status ?? {};
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** No answer: connection refused, reset, timed out, or the name or the certificate is wrong. The cause is kept. */
export class ClusterUnreachableError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ClusterUnreachableError';
  }
}
