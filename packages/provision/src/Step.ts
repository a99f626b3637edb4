import type { KubernetesObject } from '@fhir-on-aks/kube';

/** The steps of all three operations. */
export type StepId =
  | 'check'
  | 'identity'
  | 'federated-credential'
  | 'roles'
  | 'fhir'
  | 'ready'
  | 'gone'
  | 'undo';

/** One step of a plan: what will happen to which object. */
export interface Step {
  id: StepId;
  action: 'create' | 'update' | 'delete' | 'keep' | 'wait';
  /** What will happen, as one sentence without a full stop. */
  sentence: string;
}

/** What an operation will do; made from what exists, without touching it. */
export interface Plan {
  /** `<cluster>/<namespace>/<name>`. */
  instance: string;
  steps: Step[];
  /** Objects that will be applied, without the ids that Azure has yet to assign. */
  manifests: KubernetesObject[];
  /** What changes, what stays and what to know, in sentences for people. */
  summary: string[];
  /** Whether anything is to be done. */
  changed: boolean;
}

/** Progress of one step. */
export interface StepReport {
  step: StepId;
  state: 'running' | 'done' | 'skipped' | 'failed';
  /** What happened, for people. */
  message: string;
  durationMs?: number;
  /** The step of the plan that this report starts; left out in all later reports, and outside a plan. */
  starts?: Step;
}
