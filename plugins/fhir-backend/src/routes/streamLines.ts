import type { Response } from 'express';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

interface StreamOptions {
  lines: AsyncIterable<string>;
  response: Response;
  signal: AbortSignal;
  /** The answer ends after this many bytes. */
  mostBytes: number;
}

/** How long a failure may take to become an error answer; afterwards the answer has begun. */
const FIRST_LINE_MS = 1_000;

/**
 * Writes lines as plain text, no faster than the client reads. What fails before the first line is thrown and becomes a
 * proper error answer; what fails later breaks the connection, so that a cut log never looks whole.
 */
export async function streamLines(options: StreamOptions): Promise<void> {
  const { response, signal } = options;
  const lines = options.lines[Symbol.asyncIterator]();
  try {
    let next = lines.next();
    await Promise.race([next, delay(FIRST_LINE_MS, undefined, { signal })]);
    begin(response);
    let left = options.mostBytes;
    for (let line = await next; !line.done; line = await next) {
      const text = `${line.value}\n`;
      left -= Buffer.byteLength(text);
      if (left < 0 || signal.aborted) break;
      if (!response.write(text)) await once(response, 'drain', { signal });
      next = lines.next();
    }
    response.end();
  } catch (error) {
    if (signal.aborted) response.end();
    else if (response.headersSent) response.destroy();
    else throw error;
  } finally {
    await lines.return?.();
  }
}

/** `no-transform` keeps the compression of the HTTP server from holding lines back. */
function begin(response: Response): void {
  response.status(200).set({
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-content-type-options': 'nosniff',
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
}
