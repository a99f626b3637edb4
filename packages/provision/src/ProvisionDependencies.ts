import type { ClusterClient } from '@fhir-on-aks/kube';
import type { Clock } from './Clock';
import type { ManagedIdentityProvider } from './ManagedIdentityProvider';
import type { StepReport } from './Step';

/** The cluster, Azure and the host of an operation. */
export interface ProvisionDependencies {
  cluster: ClusterClient;
  /** Left out: the cluster has no Azure settings; only an identity that exists, or none, can be used. */
  identities?: ManagedIdentityProvider;
  /** Called for every step, and for every change while waiting. */
  onStep(report: StepReport): void;
  /** Stops everything at once. What is done stays; running it again goes on from there. */
  signal?: AbortSignal;
  clock?: Clock;
  /** Reads and plans only. */
  dryRun?: boolean;
  /** How long to wait for Ready or for everything to be gone; 15 minutes when left out, 0 does not wait. */
  timeoutMs?: number;
}
