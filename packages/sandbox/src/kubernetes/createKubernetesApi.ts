import type { KubernetesApi, KubernetesApiOptions } from './contract';
import { notImplemented } from './statusError';

/** The sandbox's Kubernetes API: objects in memory, served over HTTP, durable when a directory is given. */
export function createKubernetesApi(
  _options: KubernetesApiOptions,
): KubernetesApi {
  throw notImplemented('the Kubernetes API yet');
}
