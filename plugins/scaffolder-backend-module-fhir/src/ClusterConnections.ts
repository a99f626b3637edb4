import type { ClusterClient } from '@fhir-on-aks/kube';
import type { FleetCluster } from '@fhir-on-aks/plugin-fhir-common';
import type { ConnectCluster } from '@fhir-on-aks/plugin-fhir-node';

/** One connection per cluster, opened when a task first needs it and shared by all tasks. */
export class ClusterConnections {
  readonly #connect: ConnectCluster;
  readonly #open = new Map<string, ReturnType<ConnectCluster>>();

  constructor(connect: ConnectCluster) {
    this.#connect = connect;
  }

  /** Throws one sentence when the kubeconfig of the cluster cannot be used. */
  get(cluster: FleetCluster): ClusterClient {
    const known = this.#open.get(cluster.name);
    if (known) return known;
    const opened = this.#connect(cluster);
    this.#open.set(cluster.name, opened);
    return opened;
  }

  /** Closes all of them. */
  async close(): Promise<void> {
    const all = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(all.map(connection => connection.close?.()));
  }
}
