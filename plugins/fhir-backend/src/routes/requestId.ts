import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { randomUUID } from 'node:crypto';

const HEADER = 'x-request-id';
const USABLE = /^[A-Za-z0-9._-]{1,64}$/;

/** Every answer carries an id that a person can copy into a report: that of the request, when a proxy gave one. */
export const requestId: RequestHandler = (request, response, next) => {
  const given = request.get(HEADER);
  response.set(HEADER, given && USABLE.test(given) ? given : randomUUID());
  next();
};

/** Writes failures to the log with the same id; the HTTP server makes the answer. */
export function logFailures(logger: LoggerService): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const id = response.get(HEADER);
    logger.debug(`${request.method} ${request.path} failed, request ${id}`, {
      cause: String(error),
    });
    next(error);
  };
}
