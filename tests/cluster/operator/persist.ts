import { ClusterUnreachableError, KubernetesApiError } from '@fhir-on-aks/kube';

const AGAIN_MS = 200;
const LONGEST_MS = 60_000;

/** Does something with an API server that may be away for a while; a refusal is a refusal. */
export async function persist<T>(work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + LONGEST_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!passes(error) || Date.now() > deadline) throw error;
      await new Promise(resolve => setTimeout(resolve, AGAIN_MS));
    }
  }
}

function passes(error: unknown): boolean {
  if (error instanceof ClusterUnreachableError) return true;
  // A server that has just been started knows neither users nor kinds for a moment.
  return (
    error instanceof KubernetesApiError &&
    (error.code >= 500 || [401, 403, 404, 429].includes(error.code))
  );
}

/** Does something again until it is refused, as a policy that was just made for a new kind will do within half a minute. */
export async function untilRefused(
  work: () => Promise<unknown>,
  seconds = 50,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const refused = await work().then(
      () => false,
      error => error instanceof KubernetesApiError && error.code === 403,
    );
    if (refused) return;
    if (Date.now() > deadline) {
      throw new Error(`it is still allowed after ${seconds} s`);
    }
    await new Promise(resolve => setTimeout(resolve, AGAIN_MS));
  }
}
