import type { ClusterState } from '@fhir-on-aks/plugin-fhir-common';

/** 404: the portal has no cluster of this name. */
export class ClusterUnknownError extends Error {
  readonly statusCode = 404;

  constructor(cluster: string, known: string[]) {
    super(
      `This portal knows no cluster '${cluster}'. It knows: ${known.join(', ') || 'none'}. ` +
        'The platform team adds clusters under fhir.clusters in app-config.',
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

/** 503: nothing can be said of an instance because its cluster does not answer; carries the state of the cluster. */
export class ClusterNotReadyError extends Error {
  readonly statusCode = 503;
  readonly clusterState: ClusterState;

  constructor(clusterState: ClusterState) {
    super(
      clusterState.message ??
        `Cluster ${clusterState.title} is being read for the first time. Try again in a few seconds.`,
    );
    this.name = 'ClusterNotReadyError';
    this.clusterState = clusterState;
  }
}

/** 429: too many at one time. */
export class TooManyError extends Error {
  readonly statusCode = 429;

  constructor(message: string) {
    super(message);
    this.name = 'TooManyError';
  }
}
