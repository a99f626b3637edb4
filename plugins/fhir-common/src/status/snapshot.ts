import type { Fhir } from '../api/fhir';

/** An object of the cluster as JSON; only what the status model reads is typed, in its checks. */
export interface SnapshotObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    generation?: number;
    creationTimestamp?: string;
    deletionTimestamp?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    finalizers?: string[];
    ownerReferences?: Array<{
      apiVersion: string;
      kind: string;
      name: string;
      uid: string;
      controller?: boolean;
    }>;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

/** What the server itself said, read by the operator through the Service (health) and the public host (capability). */
export interface ServerReading {
  health?:
    'Healthy' | 'Degraded' | 'Unhealthy' | 'Unreachable' | 'Initializing';
  /** One sentence of the server for a health that is not Healthy. */
  detail?: string;
  softwareVersion?: string;
  fhirVersion?: string;
}

/** Everything that decides the state of a Fhir, as plain JSON: the same in operator, backend, CLI and tests. */
export interface FhirSnapshot {
  fhir: Fhir;
  /** Children by owner reference: those of the Fhir and those of its children (ReplicaSets, Pods, EndpointSlices). */
  children: SnapshotObject[];
  /** Recent core/v1 Events about the Fhir and its children, newest last. */
  events: SnapshotObject[];
  server?: ServerReading;
  /** Set when the spec could not be parsed: nothing may be made from the one that the Fhir carries. */
  specErrors?: Array<{ field: string; value: string; message: string }>;
  /** Group/versions the cluster does not serve and the spec needs, such as `gateway.networking.k8s.io/v1`. */
  missingApis?: string[];
  /** `<namespace>/<name>` of the Fhir that already has the host name; nothing is applied while it has. */
  hostTakenBy?: string;
  /** What the cluster refused to the operator in this reconcile; what comes after it in the waves waits. */
  refusals?: ApplyRefusal[];
  /** Set when the operator does not ask servers (`probe.mode: none`): the readiness of the pods alone decides. */
  serverChecks?: 'Disabled';
}

/** An object that the operator wants and may not write. */
export interface ApplyRefusal {
  reason:
    | 'NameStillTaken'
    | 'ApplyConflict'
    | 'ApplyForbidden'
    | 'ApplyRefused'
    | 'QuotaExceeded';
  /** Kind and name: `Ingress cardio`. */
  object: string;
  /** One sentence without a secret: who owns the field, what the cluster answered. */
  problem: string;
}
