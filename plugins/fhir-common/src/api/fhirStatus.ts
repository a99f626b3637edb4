import type { ConditionReason } from '../status/reasons';

/** The conditions of a Fhir in the order of the road, then the summaries. */
export const CONDITION_TYPES = [
  'Accepted',
  'IdentityReady',
  'WorkloadAvailable',
  'Exposed',
  'ServerHealthy',
  'Ready',
  'Reconciling',
  'Stalled',
] as const;
/** One of the condition types of a Fhir. */
export type ConditionType = (typeof CONDITION_TYPES)[number];
/** The stops of the road from spec to server; `Ready` summarises them. */
export type RoadConditionType = Exclude<
  ConditionType,
  'Ready' | 'Reconciling' | 'Stalled'
>;

/** A Kubernetes condition (metav1.Condition) with a reason of our closed set. */
export interface Condition {
  type: ConditionType;
  status: 'True' | 'False' | 'Unknown';
  reason: ConditionReason;
  message: string;
  lastTransitionTime: string;
  observedGeneration?: number;
}

/** One child in `status.children`. */
export interface ChildStatus {
  kind: string;
  name: string;
  ready: 'True' | 'False' | 'Unknown';
  reason?: string;
}

/** What the operator writes; the whole status subresource of a Fhir. */
export interface FhirStatus {
  observedGeneration: number;
  conditions: Condition[];
  url?: string;
  image?: string;
  replicas?: number;
  readyReplicas?: number;
  selector?: string;
  server?: { softwareVersion?: string; fhirVersion?: string; health?: string };
  children?: ChildStatus[];
}
