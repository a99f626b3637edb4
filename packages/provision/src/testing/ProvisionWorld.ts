import type { KubernetesObject } from '@fhir-on-aks/kube';
import { FakeCluster } from '@fhir-on-aks/kube/testing';
import type { ProvisionDependencies } from '../ProvisionDependencies';
import { ProvisionError } from '../ProvisionError';
import type { StepReport } from '../Step';
import { FakeManagedIdentities } from './FakeManagedIdentities';
import { FakeOperator } from './FakeOperator';
import { ManualClock } from './ManualClock';
import { sampleCluster } from './samples';

/** A cluster with an operator, managed identities and a clock, all in memory, and what a run told about itself. */
export class ProvisionWorld {
  readonly cluster = new FakeCluster();
  readonly identities = new FakeManagedIdentities();
  readonly clock: ManualClock;
  readonly operator: FakeOperator;
  readonly reports: StepReport[] = [];
  /** To give to a run. */
  readonly dependencies: ProvisionDependencies;

  /** Waits of at most `skipUpTo` milliseconds pass at once; a minute when left out. */
  constructor({ skipUpTo = 60_000 } = {}) {
    this.cluster.seed(...sampleCluster());
    this.clock = new ManualClock({ skipUpTo });
    this.operator = new FakeOperator(this.cluster);
    this.dependencies = {
      cluster: this.cluster,
      identities: this.identities,
      clock: this.clock,
      onStep: report => this.reports.push(report),
    };
  }

  /** The reports as `<state>: <message>`. */
  lines(states: Array<StepReport['state']> = ['done', 'skipped', 'failed']) {
    return this.reports
      .filter(({ state }) => states.includes(state))
      .map(({ state, message }) => `${state}: ${message}`);
  }

  /** The one Fhir of the cluster. */
  fhir(): KubernetesObject {
    const [fhir] = this.cluster.objects('Fhir');
    if (!fhir) throw new Error('the cluster has no Fhir');
    return fhir;
  }

  /** Ends the operator. */
  stop(): Promise<void> {
    return this.operator.stop();
  }
}

/** The `ProvisionError` that a run ends with. */
export async function failureOf(
  work: Promise<unknown>,
): Promise<ProvisionError> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (cause: unknown) => cause,
  );
  if (error instanceof ProvisionError) return error;
  throw error;
}
