import type { ClusterClient } from '@fhir-on-aks/kube';
import { systemClock, type Clock } from './Clock';
import { explainFailure } from './explainFailure';
import type { ManagedIdentityProvider } from './ManagedIdentityProvider';
import type { ProvisionDependencies, RunStep } from './ProvisionDependencies';
import { ProvisionError } from './ProvisionError';
import type { StepId, StepReport } from './Step';
import { retryAdvice, withRetries } from './withRetries';

/** What a step says about itself while it runs. */
export interface StepWords {
  id: StepId;
  /** `Identity id-cardio`, followed by `could not be …` when it fails. */
  object: string;
  /** Key of the checkpoint; unique within the run. */
  key: string;
  running: string;
  done: string;
  /** What a failure says: `could not be created`. */
  failed: string;
}

/** Something that a run has made, or is about to take away. */
export interface Removal {
  /** What it is: `Identity id-cardio in rg-fhir`. */
  left: string;
  remove: () => Promise<void>;
}

/** One operation on its way: reports its steps, tries again what passes, and knows what it has made. */
export class Run {
  readonly cluster: ClusterClient;
  readonly identities?: ManagedIdentityProvider;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  private readonly onStep: (report: StepReport) => void;
  private readonly runStep: RunStep;
  private made: Removal[] = [];
  private undoable = true;

  constructor(dependencies: ProvisionDependencies) {
    this.cluster = dependencies.cluster;
    this.identities = dependencies.identities;
    this.clock = dependencies.clock ?? systemClock;
    this.signal = dependencies.signal;
    this.onStep = report => dependencies.onStep(report);
    this.runStep = dependencies.runStep ?? ((_key, work) => work());
  }

  /** Tells the host about a step. */
  report(report: StepReport): void {
    this.onStep(report);
  }

  /** One call to the cluster or to Azure, tried again while that can help, which is told. */
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

  /** A step with a side effect: reported, retried, remembered by the host. */
  async step<T extends object>(
    words: StepWords,
    work: (signal: AbortSignal | undefined) => Promise<T>,
  ): Promise<T> {
    const started = this.clock.now();
    this.report({ step: words.id, state: 'running', message: words.running });
    try {
      const result = await this.remembered(words, () =>
        this.call(work, words.id),
      );
      this.report({
        step: words.id,
        state: 'done',
        message: words.done,
        durationMs: this.clock.now() - started,
      });
      return result;
    } catch (error) {
      throw this.failure(error, words, this.clock.now() - started);
    }
  }

  /** Something that this run has created and takes away again if Azure or the cluster refuses a later step. */
  created(undo: Removal): void {
    this.made.push(undo);
  }

  /** From now on later failures leave in place what exists because of this run; `left` names what came last. */
  keep(left: string): void {
    this.made.push({ left, remove: async () => {} });
    this.undoable = false;
  }

  /** Removes one thing after the other; a failure says what of them is still there. */
  async takeAway(removals: Removal[]): Promise<void> {
    this.made.push(...removals);
    this.undoable = false;
    for (const removal of removals) {
      await removal.remove();
      this.made = this.made.filter(other => other !== removal);
    }
  }

  /** After a refusal that will not pass: takes away what this run has made, and says so. Else says what stays. */
  async conclude(error: unknown): Promise<ProvisionError> {
    const failure = explainFailure(error, this.signal);
    const refused = retryAdvice(failure.cause).retry === 'fatal';
    const undo =
      this.undoable &&
      refused &&
      failure.code !== 'aborted' &&
      this.made.length > 0;
    if (undo) await this.undoAll();
    return new ProvisionError(failure.message, {
      code: failure.code,
      next: failure.next,
      left: [...failure.left, ...this.made.map(({ left }) => left)],
      cause: failure.cause,
    });
  }

  private async undoAll(): Promise<void> {
    for (const undo of [...this.made].reverse()) {
      try {
        await this.call(() => undo.remove());
        this.made = this.made.filter(other => other !== undo);
        this.report({
          step: 'undo',
          state: 'done',
          message: `${undo.left} taken away again, because the request was refused`,
        });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.report({
          step: 'undo',
          state: 'failed',
          message: `${undo.left} could not be taken away again: ${reason}`,
        });
        return;
      }
    }
  }

  /**
   * The host may answer from memory (a restarted task). The plan was made from what exists now, so a step that is still
   * needed is done again: every step may be repeated.
   */
  private async remembered<T extends object>(
    words: StepWords,
    work: () => Promise<T>,
  ): Promise<T> {
    let ran = false;
    const answer = await this.runStep(words.key, () => {
      ran = true;
      return work();
    });
    return ran ? answer : work();
  }

  private failure(
    error: unknown,
    words: StepWords,
    durationMs: number,
  ): ProvisionError {
    const cause = explainFailure(error, this.signal);
    const message =
      error instanceof ProvisionError || cause.code === 'aborted'
        ? cause.message
        : `${words.object} ${words.failed}: ${cause.message}`;
    this.report({ step: words.id, state: 'failed', message, durationMs });
    return new ProvisionError(message, {
      code: cause.code,
      next: cause.next,
      left: cause.left,
      cause: cause.cause,
    });
  }
}
