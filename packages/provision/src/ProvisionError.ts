/** Why an operation ended, for programs. */
export type ProvisionErrorCode =
  | 'invalid'
  | 'name-taken'
  | 'not-ours'
  | 'not-found'
  | 'not-configured'
  | 'protected'
  | 'refused'
  | 'unreachable'
  | 'unhealthy'
  | 'timeout'
  | 'aborted';

/** An operation that ended early. The message says what was done, what went wrong; `next` says what to do, `left` what stays. */
export class ProvisionError extends Error {
  readonly code: ProvisionErrorCode;
  /** What to do next, as one sentence. */
  readonly next?: string;
  /** What exists now because of this run, as sentences; empty when nothing was left behind. */
  readonly left: string[];

  constructor(
    message: string,
    options: {
      code: ProvisionErrorCode;
      next?: string;
      left?: string[];
      cause?: unknown;
    },
  ) {
    super(message, { cause: options.cause });
    this.name = 'ProvisionError';
    this.code = options.code;
    this.next = options.next;
    this.left = options.left ?? [];
  }
}
