import type { ClusterClient } from '@fhir-on-aks/kube';
import { systemClock, type Clock } from './Clock';
import { explainFailure } from './explainFailure';
import type { ManagedIdentityProvider } from './ManagedIdentityProvider';
import {
  shownStep,
  type Creation,
  type PlannedStep,
  type StepWork,
} from './PlannedStep';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { ProvisionError } from './ProvisionError';
import type { StepId, StepReport } from './Step';
import { retryAdvice, withRetries } from './withRetries';

/** One operation in progress: carries out steps, reports and retries them, and knows what it has created. */
export class Run {
  readonly cluster: ClusterClient;
  readonly identities?: ManagedIdentityProvider;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  private readonly onStep: (report: StepReport) => void;
  private left: Creation[] = [];
  private undoable = true;

  constructor(dependencies: ProvisionDependencies) {
    this.cluster = dependencies.cluster;
    this.identities = dependencies.identities;
    this.clock = dependencies.clock ?? systemClock;
    this.signal = dependencies.signal;
    this.onStep = report => dependencies.onStep(report);
  }

  /** Reports progress to the host. */
  report(report: StepReport): void {
    this.onStep(report);
  }

  /** One call to the cluster or to Azure, retried while that can help; each retry is reported. */
  call<T>(
    work: (signal: AbortSignal | undefined) => Promise<T>,
    step: StepId = 'check',
  ): Promise<T> {
    return withRetries(() => work(this.signal), {
      clock: this.clock,
      signal: this.signal,
      onRetry: (error, waitMs) =>
        this.report({
          step,
          state: 'running',
          message: `${error.message}; trying again in ${Math.ceil(waitMs / 1000)} s`,
        }),
    });
  }

  /** Carries out the steps of a plan in their order. */
  async carryOut(steps: PlannedStep[]): Promise<void> {
    const removed = steps.flatMap(({ work }) => work?.removes ?? []);
    if (removed.length > 0) this.undoable = false;
    this.left.push(...removed.map(left => ({ left })));
    for (const step of steps) await this.carryOutStep(step);
  }

  /** One piece of work: reported, retried and timed. */
  async perform(
    id: StepId,
    { subject, done, failed, perform }: StepWork,
  ): Promise<void> {
    const started = this.clock.now();
    try {
      await this.call(perform, id);
    } catch (error) {
      throw this.failure(error, id, {
        words: `${subject} ${failed}`,
        durationMs: this.clock.now() - started,
      });
    }
    const durationMs = this.clock.now() - started;
    if (done)
      this.report({ step: id, state: 'done', message: done, durationMs });
  }

  /** The error to end with. After a refusal that will not pass, undoes what this run has created, and reports it. */
  async conclude(error: unknown): Promise<ProvisionError> {
    const failure = explainFailure(error, this.signal);
    const refused = retryAdvice(failure.cause).retry === 'fatal';
    const undo = this.undoable && refused && failure.code !== 'aborted';
    if (undo) await this.undoAll();
    return new ProvisionError(failure.message, {
      code: failure.code,
      next: failure.next,
      left: [...failure.left, ...this.left.map(({ left }) => left)],
      cause: failure.cause,
    });
  }

  private async carryOutStep(step: PlannedStep): Promise<void> {
    const { id, sentence, work } = step;
    this.report({
      step: id,
      state: work ? 'running' : 'skipped',
      message: sentence,
      starts: shownStep(step),
    });
    if (!work) return;
    if (step.action === 'wait') await work.perform(this.signal);
    else await this.perform(id, work);
    const { creates, removes } = work;
    if (creates) {
      this.left.push(creates);
      this.undoable &&= creates.undo !== undefined;
    }
    if (removes) this.left = this.left.filter(({ left }) => left !== removes);
  }

  private async undoAll(): Promise<void> {
    for (const creation of [...this.left].reverse()) {
      const { left, undo } = creation;
      try {
        if (undo) await this.call(undo);
        this.left = this.left.filter(other => other !== creation);
        this.report({
          step: 'undo',
          state: 'done',
          message: `${left} removed again, because the request was refused`,
        });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.report({
          step: 'undo',
          state: 'failed',
          message: `${left} could not be removed again: ${reason}`,
        });
        return;
      }
    }
  }

  private failure(
    error: unknown,
    step: StepId,
    { words, durationMs }: { words: string; durationMs: number },
  ): ProvisionError {
    const cause = explainFailure(error, this.signal);
    const message =
      error instanceof ProvisionError || cause.code === 'aborted'
        ? cause.message
        : `${words}: ${cause.message}`;
    this.report({ step, state: 'failed', message, durationMs });
    return new ProvisionError(message, {
      code: cause.code,
      next: cause.next,
      left: cause.left,
      cause: cause.cause,
    });
  }
}
