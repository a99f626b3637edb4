import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WriteContext } from '../operations/core';
import { notSupported } from '../schema/fieldErrors';
import { invalidOptions, StatusError } from '../statusError';

/** One request and its answer. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  query: URLSearchParams;
  warnings: string[];
}

export function newExchange(
  request: IncomingMessage,
  response: ServerResponse,
): Exchange {
  // Always a path, never a host, however many slashes it begins with: a URL that cannot be read would end the process.
  const path = (request.url ?? '').replace(/^\/+/, '');
  const url = new URL(`http://sandbox/${path}`);
  return { request, response, url, query: url.searchParams, warnings: [] };
}

function writeHead(
  exchange: Exchange,
  code: number,
  contentType: string,
): void {
  const { response, warnings } = exchange;
  response.statusCode = code;
  response.setHeader('content-type', contentType);
  response.setHeader('cache-control', 'no-cache, private');
  if (warnings.length > 0) {
    response.setHeader(
      'warning',
      [...new Set(warnings)].map(
        text => `299 - ${JSON.stringify(text).replace(/[^\x20-\x7e]/g, '?')}`,
      ),
    );
  }
}

export function sendJson(
  exchange: Exchange,
  code: number,
  body: unknown,
  contentType = 'application/json',
): void {
  writeHead(exchange, code, contentType);
  exchange.response.end(`${JSON.stringify(body)}\n`);
}

/** Sends JSON that is already text. */
export function sendJsonText(
  exchange: Exchange,
  code: number,
  body: string,
): void {
  writeHead(exchange, code, 'application/json');
  exchange.response.end(`${body}\n`);
}

export function sendText(exchange: Exchange, code: number, body: string): void {
  writeHead(exchange, code, 'text/plain; charset=utf-8');
  exchange.response.end(body);
}

/** Every refusal leaves as a Status; what was not foreseen is a 500 that says so. */
export function sendError(exchange: Exchange, error: unknown): void {
  const status =
    error instanceof StatusError
      ? error
      : new StatusError(
          500,
          'InternalError',
          `Internal error occurred: ${error instanceof Error ? error.message : error}`,
        );
  const { response } = exchange;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const retry = status.details?.retryAfterSeconds;
  if (retry !== undefined) response.setHeader('retry-after', String(retry));
  sendJson(exchange, status.code, status.toStatus());
}

const bodyLimit = 3 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > bodyLimit) {
      throw new StatusError(
        413,
        'RequestEntityTooLarge',
        `Request entity too large: limit is ${bodyLimit}`,
      );
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** The write options of the query: dryRun, fieldManager, fieldValidation. */
export function writeContext(
  exchange: Exchange,
  subresource?: WriteContext['subresource'],
): WriteContext {
  const { query, request } = exchange;
  const dryRun = query.getAll('dryRun');
  if (dryRun.some(value => value !== 'All')) {
    throw invalidOptions(optionsKind(request), [
      notSupported('dryRun', dryRun, ['All']),
    ]);
  }
  const agent = (request.headers['user-agent'] ?? '').split('/')[0];
  return {
    fieldManager: query.get('fieldManager') || agent || 'unknown',
    dryRun: dryRun.length > 0,
    fieldValidation: fieldValidationOf(exchange),
    subresource,
    warn: message => exchange.warnings.push(message),
  };
}

function optionsKind({ method }: IncomingMessage): string {
  if (method === 'POST') return 'CreateOptions';
  return method === 'PUT' ? 'UpdateOptions' : 'PatchOptions';
}

function fieldValidationOf({
  query,
  request,
}: Exchange): WriteContext['fieldValidation'] {
  const value = query.get('fieldValidation') || 'Warn';
  if (value === 'Strict' || value === 'Warn' || value === 'Ignore') {
    return value;
  }
  throw invalidOptions(optionsKind(request), [
    notSupported('fieldValidation', value, ['', 'Ignore', 'Strict', 'Warn']),
  ]);
}
