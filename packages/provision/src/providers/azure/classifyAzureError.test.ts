import {
  createHttpHeaders,
  createPipelineRequest,
  RestError,
} from '@azure/core-rest-pipeline';
import { inspect } from 'node:util';
import { AzureError } from './AzureError';
import { classifyAzureError } from './classifyAzureError';

const SECRET = 'eyJhbGciOi.secret.token';

function restError(
  statusCode: number | undefined,
  code: string | undefined,
  options: { headers?: Record<string, string>; message?: string } = {},
): RestError {
  const request = createPipelineRequest({
    url: 'https://management.azure.com/subscriptions/s',
    headers: createHttpHeaders({ authorization: `Bearer ${SECRET}` }),
  });
  return new RestError(options.message ?? 'sorry', {
    code,
    statusCode,
    request,
    response: statusCode
      ? {
          request,
          status: statusCode,
          headers: createHttpHeaders(options.headers),
        }
      : undefined,
  });
}

function classified(error: unknown): AzureError {
  const result = classifyAzureError(error);
  if (result instanceof AzureError) return result;
  throw result;
}

describe('classifyAzureError decides whether trying again helps', () => {
  it.each([
    ['retry', 404, 'ParentResourceNotFound'],
    ['retry', 404, 'NotFound'],
    ['retry', 400, 'PrincipalNotFound'],
    ['retry', 409, 'AnotherOperationInProgress'],
    [
      'retry',
      409,
      'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity',
    ],
    ['retry', 429, 'TooManyRequests'],
    ['retry', 408, undefined],
    ['retry', 409, undefined],
    ['retry', 429, undefined],
    ['retry', 500, 'InternalServerError'],
    ['retry', 502, undefined],
    ['retry', 503, 'ServiceUnavailable'],
    ['retry', 504, undefined],
    ['slow', 409, 'ScopeLocked'],
    ['slow', 409, 'ResourceGroupBeingDeleted'],
    ['slow', 429, 'SubscriptionRequestsThrottled'],
    ['fatal', 400, 'BadRequest'],
    ['fatal', 401, 'InvalidAuthenticationToken'],
    ['fatal', 403, 'AuthorizationFailed'],
    ['fatal', 403, 'LinkedAuthorizationFailed'],
    ['fatal', 403, 'RequestDisallowedByPolicy'],
    ['fatal', 404, 'ResourceNotFound'],
    ['fatal', 404, 'ResourceGroupNotFound'],
    ['fatal', 404, 'SubscriptionNotFound'],
    ['fatal', 409, 'InvalidResourceLocation'],
    ['fatal', 409, 'RoleAssignmentExists'],
    ['fatal', 405, undefined],
    ['fatal', 501, undefined],
    ['fatal', 505, undefined],
    ['retry', undefined, 'ECONNRESET'],
    ['retry', undefined, 'ECONNREFUSED'],
    ['retry', undefined, 'ETIMEDOUT'],
    ['retry', undefined, 'ENOTFOUND'],
    ['retry', undefined, 'REQUEST_SEND_ERROR'],
    ['fatal', undefined, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['fatal', undefined, undefined],
  ] as const)('%s: status %s, code %s', (retry, statusCode, code) => {
    expect(classified(restError(statusCode, code)).retry).toBe(retry);
  });

  it.each([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['milliseconds', { 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    ['milliseconds of Microsoft', { 'x-ms-retry-after-ms': '40' }, 40],
    ['nothing', {}, undefined],
    ['a time that is past', { 'retry-after': '-3' }, undefined],
    ['text', { 'retry-after': 'soon' }, undefined],
  ])('reads Retry-After as %s', (_case, headers, expected) => {
    const error = classified(
      restError(429, 'TooManyRequests', {
        headers: Object.fromEntries(Object.entries(headers)),
      }),
    );
    expect(error.retryAfterMs).toBe(expected);
  });

  it('reads Retry-After as a date', () => {
    const at = new Date(Date.now() + 60_000).toUTCString();
    const { retryAfterMs = 0 } = classified(
      restError(503, undefined, { headers: { 'retry-after': at } }),
    );
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  });
});

describe('classifyAzureError keeps the words of Azure', () => {
  it.each([
    [
      'with code and correlation id',
      restError(403, 'AuthorizationFailed', {
        message: 'The client has no permission.',
        headers: { 'x-ms-correlation-request-id': 'c-1' },
      }),
      'Azure answered AuthorizationFailed: The client has no permission.',
    ],
    [
      'without a code: the status stands for it',
      restError(502, undefined, { message: 'Bad gateway' }),
      'Azure answered HTTP 502: Bad gateway',
    ],
    [
      'of a page of a proxy: only its first line',
      restError(502, undefined, { message: '<html>\n<body>secret</body>' }),
      'Azure answered HTTP 502: <html>',
    ],
    [
      'without an answer: the code of the network',
      restError(undefined, 'ECONNREFUSED'),
      'Azure could not be reached (ECONNREFUSED)',
    ],
    [
      'of a sign-in',
      Object.assign(new Error('AADSTS7000215: Invalid client secret\nTrace'), {
        name: 'AuthenticationError',
      }),
      'The portal could not sign in to Azure: AADSTS7000215: Invalid client secret',
    ],
  ])('%s', (_case, error, message) => {
    expect(classified(error).message).toBe(message);
  });

  it('cuts a long line', () => {
    const error = restError(500, 'X', { message: 'a'.repeat(5_000) });
    expect(classified(error).message.length).toBeLessThan(430);
  });

  it('tries a sign-in again when the network failed', () => {
    const error = new Error('connect ECONNREFUSED 127.0.0.1:443');
    expect(classified(error).retry).toBe('retry');
    expect(classified(new Error('AADSTS700016')).retry).toBe('fatal');
  });

  it('gives back an abort, and what it has classified before, as they are', () => {
    const abort = Object.assign(new Error('stopped'), { name: 'AbortError' });
    expect(classifyAzureError(abort)).toBe(abort);
    const known = new AzureError('x', { code: 'X', retry: 'slow' });
    expect(classifyAzureError(known)).toBe(known);
  });

  it('takes in what is not an error', () => {
    expect(classified('broken').message).toContain('broken');
  });

  it('never carries the token that the request had', () => {
    const error = classified(restError(403, 'AuthorizationFailed'));
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(
      SECRET,
    );
    expect(error.cause).toBeUndefined();
  });
});
