import type { ProvisionDependencies } from './ProvisionDependencies';

const DEFAULT_TIMEOUT_MS = 15 * 60_000;

/** How long an operation waits: the request first, then the host, then 15 minutes. */
export function timeoutMs(
  request: { timeoutMinutes?: number },
  dependencies: ProvisionDependencies,
): number {
  return request.timeoutMinutes === undefined
    ? (dependencies.timeoutMs ?? DEFAULT_TIMEOUT_MS)
    : request.timeoutMinutes * 60_000;
}
