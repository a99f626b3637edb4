import { isRestError, type RestError } from '@azure/core-rest-pipeline';
import { AzureError, type RetryAdvice } from './AzureError';

/**
 * Azure's codes by what helps. The sets follow Azure Service Operator v2 (error_classifier.go) and the provider's
 * documentation; what is not listed is decided by the HTTP status.
 */
const adviceByCode: Record<string, RetryAdvice> = {
  AnotherOperationInProgress: 'retry',
  ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity: 'retry',
  FailedIdentityOperation: 'retry',
  NotFound: 'retry',
  ParentResourceNotFound: 'retry',
  PrincipalNotFound: 'retry',
  ReferencedResourceNotFound: 'retry',
  TooManyRequests: 'retry',
  ScopeLocked: 'slow',
  ResourceGroupBeingDeleted: 'slow',
  SubscriptionRequestsThrottled: 'slow',
  AuthorizationFailed: 'fatal',
  InvalidResourceLocation: 'fatal',
  LinkedAuthorizationFailed: 'fatal',
  RequestDisallowedByPolicy: 'fatal',
  ResourceGroupNotFound: 'fatal',
  ResourceNotFound: 'fatal',
  RoleAssignmentExists: 'fatal',
  SubscriptionNotFound: 'fatal',
};

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'REQUEST_SEND_ERROR',
  'PARSE_ERROR',
]);

/** Turns whatever the Azure client threw into an `AzureError`. An abort is given back as it is. */
export function classifyAzureError(error: unknown): Error {
  if (error instanceof AzureError) return error;
  if (isRestError(error)) return fromRestError(error);
  const failure = error instanceof Error ? error : new Error(String(error));
  if (failure.name === 'AbortError') return failure;
  return signInError(failure);
}

function fromRestError(error: RestError): AzureError {
  const { statusCode } = error;
  const code = error.code ?? (statusCode ? `HTTP ${statusCode}` : 'NoAnswer');
  if (statusCode === undefined) return networkError(code);
  return new AzureError(`Azure answered ${code}: ${firstLine(error.message)}`, {
    code,
    statusCode,
    retry: adviceByCode[code] ?? adviceByStatus(statusCode),
    retryAfterMs: retryAfter(error),
    correlationId: error.response?.headers.get('x-ms-correlation-request-id'),
  });
}

function networkError(code: string): AzureError {
  return new AzureError(`Azure could not be reached (${code})`, {
    code,
    retry: networkCodes.has(code) ? 'retry' : 'fatal',
  });
}

/** Errors of the credential: `AuthenticationError`, `AggregateAuthenticationError`, `CredentialUnavailableError`. */
function signInError(error: Error): AzureError {
  const unreachable = [...networkCodes].find(code =>
    error.message.includes(code),
  );
  return new AzureError(
    `The portal could not sign in to Azure: ${firstLine(error.message)}`,
    { code: error.name, retry: unreachable ? 'retry' : 'fatal' },
  );
}

function adviceByStatus(status: number): RetryAdvice {
  if (status === 408 || status === 409 || status === 429) return 'retry';
  return status >= 500 && status !== 501 && status !== 505 ? 'retry' : 'fatal';
}

/** Seconds, a date, or the milliseconds of the newer headers; reference: Azure SDK throttlingRetryStrategy. */
function retryAfter(error: RestError): number | undefined {
  const headers = error.response?.headers;
  const milliseconds =
    headers?.get('retry-after-ms') ?? headers?.get('x-ms-retry-after-ms');
  if (milliseconds !== undefined) return positive(Number(milliseconds));
  const after = headers?.get('retry-after');
  if (after === undefined) return undefined;
  const seconds = Number(after);
  if (!Number.isNaN(seconds)) return positive(seconds * 1000);
  return positive(Date.parse(after) - Date.now());
}

function positive(milliseconds: number): number | undefined {
  return milliseconds >= 0 ? milliseconds : undefined;
}

/** A body that is not of Azure Resource Manager (a proxy's page) is cut. */
function firstLine(text: string): string {
  const line = text.trim().split(/\r?\n/)[0] ?? '';
  return line.length > 400 ? `${line.slice(0, 400)}…` : line;
}
