import type { Step } from './Step';

/** A step of a plan together with its work: what is shown is what is carried out. */
export interface PlannedStep extends Step {
  /** Left out: the step keeps what is there. */
  work?: StepWork;
}

/** What a step does. */
export interface StepWork {
  /** `Identity id-cardio`, followed by `failed` when it fails. */
  subject: string;
  /** What a success says; left out when the work reports its own end. */
  done?: string;
  /** What a failure says: `could not be created`. */
  failed: string;
  /** Safe to repeat. */
  perform(signal: AbortSignal | undefined): Promise<void>;
  /** What exists because of this step. */
  creates?: Creation;
  /** What exists until this step is done: `Identity id-cardio in rg-fhir`. */
  removes?: string;
}

/** Something that a step has created. */
export interface Creation {
  /** What it is: `Identity id-cardio in rg-fhir`. */
  left: string;
  /** Undoes it when a later step is refused. Left out: it stays, and so does everything before it. */
  undo?: () => Promise<void>;
}

/** The step as it is shown. */
export function shownStep({ id, action, sentence }: PlannedStep): Step {
  return { id, action, sentence };
}

/** Whether any of the steps changes something. */
export function changesAnything(steps: Step[]): boolean {
  return steps.some(({ action }) => action !== 'keep' && action !== 'wait');
}

/** Whether the Fhir is to be applied. */
export function changesFhir(steps: Step[]): boolean {
  return changesAnything(steps.filter(({ id }) => id === 'fhir'));
}
