import {
  FHIR_RESOURCE,
  type ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import type { ClusterClient } from '@fhir-on-aks/kube';
import type { Clock } from '../../Clock';
import type { StoredFhir } from './StoredFhir';
import { retryAdvice } from '../../withRetries';

const PAUSE_MS = 1_000;

/**
 * A Fhir now and after every change; undefined while there is none. Never ends by itself: a lost connection is taken up
 * again. Throws when `signal` aborts, or when the cluster refuses for good.
 */
export async function* watchFhir(
  { cluster, clock }: { cluster: ClusterClient; clock: Clock },
  { namespace, name }: ProvisionTarget,
  signal: AbortSignal,
): AsyncGenerator<StoredFhir | undefined> {
  const selection = { namespace, fieldSelector: `metadata.name=${name}` };
  for (;;) {
    signal.throwIfAborted();
    try {
      const now = await cluster.list<StoredFhir>(FHIR_RESOURCE, {
        ...selection,
        signal,
      });
      yield now.items[0];
      const changes = cluster.watch<StoredFhir>(FHIR_RESOURCE, {
        ...selection,
        resourceVersion: now.metadata.resourceVersion,
        signal,
      });
      for await (const change of changes) {
        if (change.type === 'DELETED') yield undefined;
        if (change.type === 'ADDED' || change.type === 'MODIFIED') {
          yield change.object;
        }
      }
    } catch (error) {
      if (signal.aborted || !mayPass(error)) throw error;
    }
    await clock.sleep(PAUSE_MS, signal);
  }
}

/** A watch ends with 410 when its place in the history is gone; reading anew helps. */
function mayPass(error: unknown): boolean {
  const gone = error instanceof Error && Object(error).code === 410;
  return gone || retryAdvice(error).retry === 'retry';
}
