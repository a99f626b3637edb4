import { KubeConfig } from '@kubernetes/client-node';

/** Which cluster, and as whom. Nothing given: `KUBECONFIG`, then `~/.kube/config`, then the service account of the pod. */
export interface KubeConfigSource {
  kubeconfigPath?: string;
  context?: string;
  /** Use the service account of the pod and nothing else. */
  inCluster?: boolean;
}

/** Reads the kubeconfig; throws one sentence that names the file, the context or what to set. */
export function loadKubeConfig(source: KubeConfigSource): KubeConfig {
  const kubeConfig = new KubeConfig();
  const place = describe(source);
  try {
    if (source.inCluster) kubeConfig.loadFromCluster();
    else if (source.kubeconfigPath)
      kubeConfig.loadFromFile(source.kubeconfigPath);
    else kubeConfig.loadFromDefault();
  } catch (cause) {
    throw new Error(`cannot read ${place}`, { cause });
  }
  if (source.context) selectContext(kubeConfig, source.context, place);
  checkCluster(kubeConfig, source, place);
  // client-node refuses plain http unless told that nothing is verified, which is plain for http.
  kubeConfig.clusters = kubeConfig.clusters.map(cluster =>
    cluster.server.startsWith('http:')
      ? { ...cluster, skipTLSVerify: true }
      : cluster,
  );
  return kubeConfig;
}

function describe({ inCluster, kubeconfigPath }: KubeConfigSource): string {
  if (inCluster) return 'the service account of the pod';
  return `the kubeconfig ${kubeconfigPath ?? process.env.KUBECONFIG ?? '~/.kube/config'}`;
}

function selectContext(config: KubeConfig, context: string, place: string) {
  if (!config.getContextObject(context)) {
    const known = config.getContexts().map(({ name }) => name);
    throw new Error(
      `${place} has no context '${context}': use one of ${known.join(', ') || '(none)'}`,
    );
  }
  config.setCurrentContext(context);
}

function checkCluster(
  config: KubeConfig,
  { inCluster, kubeconfigPath }: KubeConfigSource,
  place: string,
) {
  const cluster = config.getCurrentCluster();
  const nothingFound = cluster?.server === 'http://localhost:8080';
  if (!cluster || (nothingFound && !inCluster && !kubeconfigPath)) {
    throw new Error(
      `no cluster to talk to: ${place} names none; set KUBECONFIG or current-context`,
    );
  }
  if (!URL.canParse(cluster.server)) {
    throw new Error(
      inCluster
        ? 'not inside a cluster: KUBERNETES_SERVICE_HOST is not set; set KUBECONFIG instead'
        : `${place}: cluster '${cluster.name}' has the server '${cluster.server}', which is not a URL`,
    );
  }
}
