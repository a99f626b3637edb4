import type { ClusterClient } from '@fhir-on-aks/kube';
import type { Clock } from './Clock';
import type { ManagedIdentityProvider } from './ManagedIdentityProvider';
import type { StepReport } from './Step';

/** What provisioning reaches the world through. */
export interface ProvisionDependencies {
  cluster: ClusterClient;
  /** Left out: the cluster has no Azure settings; only an identity that exists, or none, can be used. */
  identities?: ManagedIdentityProvider;
  /** Told about every step, and about every change while waiting. */
  onStep(report: StepReport): void;
  /** Remembers what a step did, for a host that can be restarted (the scaffolder's checkpoint). */
  runStep?: RunStep;
  /** Ends everything at once. What is done stays; running it again goes on from there. */
  signal?: AbortSignal;
  clock?: Clock;
  /** Reads and plans only. */
  dryRun?: boolean;
  /** How long to wait for Ready or for everything to be gone; 15 minutes when left out, 0 does not wait. */
  timeoutMs?: number;
}

/** Runs `work` and remembers its answer under `key`, or gives the remembered answer. */
export type RunStep = <T extends object>(
  key: string,
  work: () => Promise<T>,
) => Promise<T>;
