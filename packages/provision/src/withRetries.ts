import { ClusterUnreachableError, KubernetesApiError } from '@fhir-on-aks/kube';
import type { Clock } from './Clock';
import { AzureError, type RetryAdvice } from './providers/azure/AzureError';
import { classifyKubernetesError } from './providers/kubernetes/classifyKubernetesError';

/** Waits between attempts in milliseconds: a quarter of a minute in all for what passes, two minutes for what somebody must act on. */
const waits: Record<RetryAdvice, number[]> = {
  retry: [500, 1_000, 2_000, 4_000, 8_000],
  slow: [30_000, 30_000, 60_000],
  fatal: [],
};

/** Longest Retry-After that is waited for; a longer one is an error that says so. */
const LONGEST_RETRY_AFTER_MS = 5 * 60_000;

/** What an error says about trying again. */
export function retryAdvice(error: unknown): {
  retry: RetryAdvice;
  retryAfterMs?: number;
} {
  if (error instanceof AzureError) return error;
  if (
    error instanceof KubernetesApiError ||
    error instanceof ClusterUnreachableError
  ) {
    return classifyKubernetesError(error);
  }
  return { retry: 'fatal' };
}

/** Does `work` until it succeeds, the error is fatal, or the attempts are used up; throws the last error. */
export async function withRetries<T>(
  work: () => Promise<T>,
  options: {
    clock: Clock;
    signal?: AbortSignal;
    onRetry?: (error: Error, waitMs: number) => void;
  },
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    options.signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      const wait = waitBefore(error, attempt);
      if (wait === undefined || options.signal?.aborted) throw error;
      if (error instanceof Error) options.onRetry?.(error, wait);
      await options.clock.sleep(wait, options.signal);
    }
  }
}

function waitBefore(error: unknown, attempt: number): number | undefined {
  const { retry, retryAfterMs = 0 } = retryAdvice(error);
  const wait = waits[retry][attempt];
  if (wait === undefined || retryAfterMs > LONGEST_RETRY_AFTER_MS) {
    return undefined;
  }
  return Math.max(wait, retryAfterMs);
}
