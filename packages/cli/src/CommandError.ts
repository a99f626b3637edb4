import { EXIT } from './exitCodes';

/** A command that cannot go on: what went wrong, what to do next, and the exit code. */
export class CommandError extends Error {
  readonly next?: string;
  readonly exitCode: number;

  constructor(
    message: string,
    options: { next?: string; exitCode?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'CommandError';
    this.next = options.next;
    this.exitCode = options.exitCode ?? EXIT.usage;
  }
}
