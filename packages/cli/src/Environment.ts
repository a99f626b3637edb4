import type { ClusterConnection } from '@fhir-on-aks/kube';
import type {
  AzureConfig,
  FleetCluster,
} from '@fhir-on-aks/plugin-fhir-common';
import type { Clock, ManagedIdentityProvider } from '@fhir-on-aks/provision';

/** One of the two streams of a program. */
export interface TextStream {
  write(text: string): void;
  /** Characters in a line; undefined when it is not a terminal. */
  readonly columns?: number;
  readonly colours: boolean;
}

/** What a person sees and types. Results go to `out`, everything else to `err`. */
export interface Terminal {
  out: TextStream;
  err: TextStream;
  /** Asks and gives back the answer; left out when nobody is there to answer. */
  ask?(question: string, signal: AbortSignal): Promise<string>;
}

/** Everything outside of fhirctl; tests bring their own. */
export interface Environment {
  terminal: Terminal;
  variables: Record<string, string | undefined>;
  /** Folder that file names are relative to. */
  directory: string;
  home: string;
  clock: Clock;
  /** Aborts when the person stops the program. */
  signal: AbortSignal;
  readInput(): Promise<string>;
  /** Name of the context that a kubeconfig leads to. */
  contextName(source: { kubeconfigPath?: string; context?: string }): string;
  connect(
    cluster: Pick<FleetCluster, 'kubeconfig' | 'context'>,
  ): ClusterConnection;
  managedIdentities(azure: AzureConfig): ManagedIdentityProvider;
}
