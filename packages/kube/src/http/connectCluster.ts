import type { ClusterClient } from '../ClusterClient';
import { CredentialSource } from './CredentialSource';
import { HttpClusterClient } from './HttpClusterClient';
import { loadKubeConfig, type KubeConfigSource } from './loadKubeConfig';
import { Transport, type RequestRecord } from './Transport';

/** How to reach a cluster. Nothing given: as kubectl does, by `KUBECONFIG` or from inside the cluster. */
export interface ConnectOptions extends KubeConfigSource {
  /** Who we are in the audit log of the cluster; default `fhir-on-aks`. */
  userAgent?: string;
  /** Most connections for calls (default 16); each watch has one of its own. */
  connections?: number;
  /** Deadline of a call in milliseconds; default 30 000. */
  timeoutMs?: number;
  /** How often a call is sent again after 429, 503 or a reset (default 3); waits follow Retry-After up to 10 s. */
  retries?: number;
  /** Called after each request, for metrics. */
  onRequest?: (record: RequestRecord) => void;
}

/** A connected cluster; `close` ends its watches and connections. */
export type ClusterConnection = ClusterClient & {
  /** URL of the API server. */
  readonly server: string;
  close(): Promise<void>;
};

/** Connects to a cluster: one pool of kept connections for everything. Throws when the kubeconfig cannot be used; asks the cluster nothing. */
export function connectCluster(
  options: ConnectOptions = {},
): ClusterConnection {
  const kubeConfig = loadKubeConfig(options);
  const cluster = kubeConfig.getCurrentCluster();
  if (!cluster) throw new Error('the kubeconfig names no cluster');
  const transport = new Transport({
    server: new URL(cluster.server),
    credentials: new CredentialSource(kubeConfig),
    userAgent: options.userAgent ?? 'fhir-on-aks',
    connections: options.connections ?? 16,
    timeoutMs: options.timeoutMs ?? 30_000,
    retries: options.retries ?? 3,
    proxyUrl: cluster.proxyUrl,
    onRequest: options.onRequest,
  });
  return Object.assign(new HttpClusterClient(transport), {
    server: cluster.server,
    close: () => transport.close(),
  });
}
