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
  action: 'check' | 'create' | 'update' | 'delete' | 'keep' | 'wait';
  /** What will happen, as one sentence without a full stop. */
  sentence: string;
}

/** What an operation will do; made from what exists, without touching it. */
export interface Plan {
  /** `<cluster>/<namespace>/<name>`. */
  instance: string;
  steps: Step[];
  /** Objects that will be applied; ids that Azure has yet to give out are all zeros. */
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
}
