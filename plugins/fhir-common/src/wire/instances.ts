import type { FhirSpec } from '../api/fhirSpec';
import type { Condition, FhirStatus } from '../api/fhirStatus';
import type { Health } from '../status/healthTypes';
import type { SnapshotObject } from '../status/snapshot';

/** `<cluster>/<namespace>/<name>`; also the value of the annotation `fhir-on-aks.io/instance`. */
export type InstanceId = string;

/** How a cluster answers. `asOf` is the last moment at which its cache was in step (RFC 3339). */
export interface ClusterState {
  name: string;
  title: string;
  state: 'connected' | 'unreachable' | 'crd-missing' | 'forbidden' | 'loading';
  asOf?: string;
  /** One sentence for a state that is not connected. */
  message?: string;
}

/** A cluster as the forms need it: what the portal knows, so that nobody has to type it. */
export interface ClusterChoice extends ClusterState {
  namespaces: string[];
  /** Host name pattern with `{name}` and `{namespace}`. */
  hostPattern: string;
  /** URL that a host name becomes, with `{host}`. */
  urlPattern: string;
  defaults: {
    databaseServer?: string;
    authority?: string;
    audiencePattern?: string;
  };
}

/** One row of the fleet table. */
export interface InstanceSummary {
  id: InstanceId;
  cluster: string;
  namespace: string;
  name: string;
  title?: string;
  owner?: string;
  fhirVersion: FhirSpec['fhirVersion'];
  softwareVersion?: string;
  replicas: number;
  readyReplicas: number;
  url?: string;
  createdAt: string;
  health: Health;
}

/** `GET /instances`. */
export interface InstanceList {
  clusters: ClusterState[];
  instances: InstanceSummary[];
}

/** A node of the tree "Made of"; children by owner reference. */
export interface ChildNode {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  createdAt?: string;
  /** `2/2`, `Running`, an address: what kubectl would print, in few words. */
  detail?: string;
  state: 'ok' | 'working' | 'problem' | 'unknown' | 'deleting';
  /** One sentence for a state that is not ok. */
  message?: string;
  conditions?: Array<{
    type: string;
    status: string;
    reason?: string;
    message?: string;
    lastTransitionTime?: string;
  }>;
  containers?: string[];
  children: ChildNode[];
}

/** Warning and normal events of exactly the objects of the instance, grouped, newest first. */
export interface InstanceEvent {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  kind: string;
  name: string;
  count: number;
  firstSeen?: string;
  lastSeen?: string;
}

/** A line of the block "Settings": what is on, with its one key fact. */
export interface SettingFact {
  key: string;
  title: string;
  state: 'on' | 'off';
  fact?: string;
}

/** `GET /instances/:cluster/:namespace/:name`. */
export interface InstanceDetail extends InstanceSummary {
  clusterState: ClusterState;
  spec: FhirSpec;
  status?: FhirStatus;
  conditions: Condition[];
  description?: string;
  facts: SettingFact[];
  children: ChildNode[];
  events: InstanceEvent[];
  /** What the caller may do; a reason stands beside every `false`. */
  allowed: Record<
    'update' | 'delete' | 'logs',
    { allowed: boolean; reason?: string }
  >;
}

/** `GET /instances/:cluster/:namespace/:name/manifest?kind=&name=`: desired, live and nothing secret. */
export interface ObjectManifest {
  live?: SnapshotObject;
  desired?: SnapshotObject;
}

/** `GET /names/:cluster/:namespace/:name`: whether a form may use a name. */
export interface NameAvailability {
  available: boolean;
  message?: string;
}

/** Channel and payload of the live signal: ids only, the page fetches again. */
export const FHIR_SIGNAL_CHANNEL = 'fhir:instances';
/** Payload of a signal on `FHIR_SIGNAL_CHANNEL`. */
export interface FhirSignal {
  changed: InstanceId[];
}
