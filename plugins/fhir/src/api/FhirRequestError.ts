import { ResponseError } from '@backstage/errors';

/** A call that failed: what was asked, why it failed, and the id under which it can be found again. */
export class FhirRequestError extends Error {
  readonly status?: number;
  readonly requestId: string;

  constructor(
    message: string,
    options: { status?: number; requestId: string; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.name = 'FhirRequestError';
    this.status = options.status;
    this.requestId = options.requestId;
  }

  /** Reads Backstage's error body; a body that is something else leaves the status line. */
  static async fromResponse(
    response: Response,
    requestId: string,
  ): Promise<FhirRequestError> {
    const cause = await ResponseError.fromResponse(response);
    return new FhirRequestError(cause.body.error.message || cause.message, {
      status: response.status,
      requestId: response.headers.get('x-request-id') ?? requestId,
      cause,
    });
  }
}

/** The status of an error that came from the backend; nothing for any other error. */
export function statusOf(error: Error | undefined): number | undefined {
  return error instanceof FhirRequestError ? error.status : undefined;
}
