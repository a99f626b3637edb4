import { loadKubeConfig, type KubeConfigSource } from './loadKubeConfig';

/** Name of the context that `connectCluster` would use. Throws when the kubeconfig cannot be used. */
export function contextName(source: KubeConfigSource = {}): string {
  return loadKubeConfig(source).getCurrentContext();
}
