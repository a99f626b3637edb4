import { ArmError } from './armError';

/** A request to Azure Resource Manager, as a fault decides about it. */
export interface ArmRequestFacts {
  method: string;
  path: string;
  /** How many ARM requests came before this one. */
  index: number;
}

/** What goes wrong on purpose: an error answer, or a cut connection before or after the request was done. */
export type ArmFault =
  | {
      status: 403 | 409 | 429 | 500 | 503;
      code?: string;
      retryAfterSeconds?: number;
    }
  | { cut: 'before' | 'after' };

const faultCodes = {
  403: 'AuthorizationFailed',
  409: 'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
};

const faultMessages = {
  403: 'The client does not have authorization to perform the action over the scope, or the scope is invalid. If access was recently granted, please refresh your credentials.',
  409: 'Concurrent writes under the same managed identity are not supported.',
  429: 'The request is being throttled.',
  500: 'Encountered internal server error.',
  503: 'The service is unavailable.',
};

/** The fault as the error that Azure would answer. */
export function faultError(
  fault: Extract<ArmFault, { status: number }>,
  path: string,
): ArmError {
  const headers: Record<string, string> =
    fault.retryAfterSeconds === undefined
      ? {}
      : { 'retry-after': String(fault.retryAfterSeconds) };
  return new ArmError(
    fault.status,
    fault.code ?? faultCodes[fault.status],
    `${faultMessages[fault.status]} Path: '${path}'.`,
    headers,
  );
}
