/** Whether trying again can help: soon, much later (somebody has to act first), or never. */
export type RetryAdvice = 'retry' | 'slow' | 'fatal';

/** Azure refused, or could not be reached. The message holds Azure's own words; the cause is not kept, it holds the token. */
export class AzureError extends Error {
  /** Azure's code, such as `AuthorizationFailed`. */
  readonly code: string;
  readonly retry: RetryAdvice;
  readonly statusCode?: number;
  readonly retryAfterMs?: number;
  /** Joins the message with the Azure Activity Log. */
  readonly correlationId?: string;

  constructor(
    message: string,
    options: {
      code: string;
      retry: RetryAdvice;
      statusCode?: number;
      retryAfterMs?: number;
      correlationId?: string;
    },
  ) {
    super(message);
    this.name = 'AzureError';
    this.code = options.code;
    this.retry = options.retry;
    this.statusCode = options.statusCode;
    this.retryAfterMs = options.retryAfterMs;
    this.correlationId = options.correlationId;
  }
}
