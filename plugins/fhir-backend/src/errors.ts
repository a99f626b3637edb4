import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';

/** 404: the portal has no cluster of this name. */
export class ClusterUnknownError extends Error {
  readonly statusCode = 404;

  constructor(cluster: string, known: string[]) {
    super(
      `This portal knows no cluster '${cluster}'. It knows: ${known.join(', ') || 'none'}. ` +
        `The platform team adds clusters under fhir.clusters in app-config.`,
    );
    this.name = 'ClusterUnknownError';
  }
}

/** 404: the cluster answers, and it has no such Fhir. */
export class FhirGoneError extends Error {
  readonly statusCode = 404;

  constructor(id: string) {
    super(
      `FHIR server ${id} is gone: its cluster has no such Fhir any more. Its catalog entity leaves within seconds.`,
    );
    this.name = 'FhirGoneError';
  }
}

/** 503: nothing is known of the cluster yet, or the call needs it now. */
export function clusterUnavailable(message: string): Error {
  return new ServiceUnavailableError(message);
}

/** 404 for a part of an instance, such as a pod. */
export function partNotFound(message: string): Error {
  return new NotFoundError(message);
}

/** 429: too many at one time. */
export class TooManyError extends Error {
  readonly statusCode = 429;

  constructor(message: string) {
    super(message);
    this.name = 'TooManyError';
  }
}
