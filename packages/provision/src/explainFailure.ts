import { ClusterUnreachableError, KubernetesApiError } from '@fhir-on-aks/kube';
import { InvalidInputError } from '@fhir-on-aks/plugin-fhir-common';
import { AzureError } from './providers/azure/AzureError';
import { ProvisionError, type ProvisionErrorCode } from './ProvisionError';

/** What went wrong, in words for a person and with a way out. Keeps a `ProvisionError` as it is. */
export function explainFailure(
  error: unknown,
  signal?: AbortSignal,
): ProvisionError {
  if (error instanceof ProvisionError) return error;
  if (signal?.aborted) return aborted(error);
  if (error instanceof AzureError) return azureFailure(error);
  if (error instanceof KubernetesApiError) return refusedByCluster(error);
  if (error instanceof ClusterUnreachableError) return clusterDown(error);
  if (error instanceof InvalidInputError) {
    return new ProvisionError(error.message, { code: 'invalid', cause: error });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new ProvisionError(message, { code: 'refused', cause: error });
}

function aborted(cause: unknown): ProvisionError {
  return new ProvisionError('Stopped on request.', {
    code: 'aborted',
    next: 'Run it again: it goes on from what is there.',
    cause,
  });
}

function clusterDown(cause: ClusterUnreachableError): ProvisionError {
  return new ProvisionError(
    `The cluster could not be reached: ${cause.message}`,
    {
      code: 'unreachable',
      next: 'Check that the cluster runs and that its address is right, then run it again.',
      cause,
    },
  );
}

function azureFailure(error: AzureError): ProvisionError {
  const { code, next } = azureRemedy(error);
  const trace = error.correlationId
    ? ` (correlation id ${error.correlationId})`
    : '';
  return new ProvisionError(`${error.message}${trace}`, {
    code,
    next,
    cause: error,
  });
}

function azureRemedy(error: AzureError): {
  code: ProvisionErrorCode;
  next: string;
} {
  switch (error.code) {
    case 'AuthorizationFailed':
    case 'LinkedAuthorizationFailed':
      return {
        code: 'refused',
        next: 'Ask the platform team to give the identity of the portal the role Managed Identity Contributor on the resource group of the FHIR identities.',
      };
    case 'RequestDisallowedByPolicy':
      return {
        code: 'refused',
        next: 'An Azure Policy forbids it: ask the platform team for an exemption of the resource group.',
      };
    case 'ResourceGroupNotFound':
    case 'SubscriptionNotFound':
      return {
        code: 'not-configured',
        next: 'Correct azure.subscriptionId and azure.resourceGroup of the cluster in the configuration.',
      };
    case 'ScopeLocked':
      return {
        code: 'refused',
        next: 'A management lock is on the resource group: ask the platform team to remove it, then run it again.',
      };
    default:
      return error.retry === 'fatal'
        ? {
            code: 'refused',
            next: 'Ask the platform team, with the message of Azure.',
          }
        : {
            code: 'unreachable',
            next: 'Wait a few minutes and run it again; it goes on from there.',
          };
  }
}

function refusedByCluster(error: KubernetesApiError): ProvisionError {
  const { code, next } = clusterRemedy(error);
  return new ProvisionError(`the cluster answered: ${error.message}`, {
    code,
    next,
    cause: error,
  });
}

function clusterRemedy(error: KubernetesApiError): {
  code: ProvisionErrorCode;
  next: string;
} {
  switch (error.code) {
    case 401:
      return {
        code: 'not-configured',
        next: 'Sign in to the cluster again, or correct the credentials of the cluster in the configuration.',
      };
    case 403:
      return {
        code: 'refused',
        next: 'Ask the platform team for the right to get, list, watch, create, patch and delete fhirs in the namespace.',
      };
    case 404:
      return {
        code: 'not-found',
        next: 'Check the namespace, and that the Fhir resource is installed in the cluster.',
      };
    case 409:
      return { code: 'refused', next: conflictRemedy(error) };
    case 400:
    case 422:
      return {
        code: 'invalid',
        next: 'Correct the field that the message names and run it again.',
      };
    default:
      return {
        code: 'unreachable',
        next: 'Wait until the cluster answers again and run it again; it goes on from there.',
      };
  }
}

/** A conflict of field managers, or an object that is not the one that was looked at. */
function conflictRemedy({ status }: KubernetesApiError): string {
  const ofFields = status.details?.causes?.some(
    ({ reason }) => reason === 'FieldManagerConflict',
  );
  return ofFields
    ? 'Somebody else set these fields: change them there, or take them over with force.'
    : 'Somebody else changed it at the same time: run it again.';
}
