import type { SnapshotObject } from '../status/snapshot';

/** What is known about the cluster besides the Fhir. */
export interface DesiredContext {
  /** The children that there are. Needed to change identity without downtime and to wait for the schema upgrade. */
  live: readonly SnapshotObject[];
  /** `resourceVersion` of the Secrets that the pods read, by name (`referencedSecrets`): a new one makes new pods. */
  secretVersions: Record<string, string>;
  /** Group/versions that the cluster does not serve: their objects are left out, the status says so. */
  missingApis: readonly string[];
}

/** Nothing is known: for a plan, a rendering or a first reconcile. */
export const emptyContext: DesiredContext = {
  live: [],
  secretVersions: {},
  missingApis: [],
};
