import { ClusterUnreachableError, KubernetesApiError } from '@fhir-on-aks/kube';
import type { RetryAdvice } from '../azure/AzureError';

const passing = new Set([408, 429, 500, 502, 503, 504]);

/** Whether trying a Kubernetes call again can help. */
export function classifyKubernetesError(
  error: KubernetesApiError | ClusterUnreachableError,
): { retry: RetryAdvice; retryAfterMs?: number } {
  if (error instanceof ClusterUnreachableError) return { retry: 'retry' };
  return {
    retry: passing.has(error.code) ? 'retry' : 'fatal',
    retryAfterMs: error.retryAfterMs,
  };
}
