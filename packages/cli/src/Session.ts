import type { ClusterConnection } from '@fhir-on-aks/kube';
import {
  requireCluster,
  type ClusterDefaults,
  type FleetCluster,
  type FleetConfig,
} from '@fhir-on-aks/plugin-fhir-common';
import type { ProvisionDependencies } from '@fhir-on-aks/provision';
import { CommandError } from './CommandError';
import type { Environment, Terminal } from './Environment';
import { configFile, loadFleet, type Fleet } from './fleet/loadFleet';
import { messageOf } from './messageOf';
import type { FleetOptions } from './options';
import { Progress } from './output/Progress';

/** What one command works with: the clusters, opened when they are first needed. */
export class Session {
  readonly progress: Progress;
  private fleet?: Fleet;
  private readonly open = new Map<string, ClusterConnection>();

  constructor(
    readonly environment: Environment,
    readonly options: FleetOptions,
  ) {
    this.progress = new Progress(this.terminal.err);
  }

  get terminal(): Terminal {
    return this.environment.terminal;
  }

  get signal(): AbortSignal {
    return this.environment.signal;
  }

  /** The clusters that there are; throws when configuration or kubeconfig cannot be used. */
  get config(): FleetConfig {
    return this.loaded().config;
  }

  /** Whether there is a configuration; without one the clusters suggest nothing. */
  get hasConfiguration(): boolean {
    return configFile(this.options, this.environment) !== undefined;
  }

  /** The clusters that the command is about: the one of `--cluster`, or all. */
  get clusters(): FleetCluster[] {
    const { cluster } = this.options;
    return cluster
      ? [requireCluster(this.config, cluster)]
      : this.config.clusters;
  }

  /** What a cluster suggests for a new server. */
  defaultsOf(cluster: FleetCluster): ClusterDefaults {
    return this.loaded().suggests ? cluster : {};
  }

  /** The connection to a cluster; one for the whole command. */
  connect(cluster: FleetCluster): ClusterConnection {
    const known = this.open.get(cluster.name);
    if (known) return known;
    const opened = this.connection(cluster);
    this.open.set(cluster.name, opened);
    return opened;
  }

  /** What an operation on a cluster reaches the world through. */
  dependencies(
    clusterName: string,
    options: { timeout?: number; dryRun?: boolean } = {},
  ): ProvisionDependencies {
    const { clock, signal, managedIdentities } = this.environment;
    const cluster = requireCluster(this.config, clusterName);
    return {
      cluster: this.connect(cluster),
      identities: cluster.azure && managedIdentities(cluster.azure),
      onStep: this.progress.report,
      signal,
      clock,
      dryRun: options.dryRun,
      timeoutMs: options.timeout,
    };
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    this.progress.clear();
    await Promise.all([...this.open.values()].map(one => one.close()));
  }

  private loaded(): Fleet {
    this.fleet ??= loadFleet(this.options, this.environment);
    return this.fleet;
  }

  private connection(cluster: FleetCluster): ClusterConnection {
    try {
      return this.environment.connect(cluster);
    } catch (cause) {
      throw new CommandError(
        `Cluster ${cluster.name} cannot be used: ${messageOf(cause)}`,
        { next: 'Correct its kubeconfig, or name another one.', cause },
      );
    }
  }
}
