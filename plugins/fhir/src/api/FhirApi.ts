import { createApiRef } from '@backstage/core-plugin-api';
import type {
  ClusterChoice,
  InstanceDetail,
  InstanceId,
  InstanceList,
  NameAvailability,
  ObjectManifest,
} from '@fhir-on-aks/plugin-fhir-common';

/** Which log of which container, and how much of it. */
export interface LogQuery {
  pod: string;
  container: string;
  tailLines: number;
  /** The container that ran before the last restart. */
  previous?: boolean;
  /** Keep the answer open and send lines as they are written. */
  follow?: boolean;
}

/** What the pages ask of `/api/fhir`. Every method throws a `FhirRequestError`. */
export interface FhirApi {
  listClusters(): Promise<ClusterChoice[]>;
  listInstances(): Promise<InstanceList>;
  getInstance(id: InstanceId): Promise<InstanceDetail>;
  getManifest(
    id: InstanceId,
    object: { kind: string; name: string },
  ): Promise<ObjectManifest>;
  /** Whether a new server may have this name, and this host name when it is not the one that the cluster suggests. */
  checkName(id: InstanceId, host?: string): Promise<NameAvailability>;
  /** Calls `onText` with each piece of text; resolves when the log ends or the signal aborts. */
  readLog(
    id: InstanceId,
    query: LogQuery,
    onText: (text: string) => void,
    signal: AbortSignal,
  ): Promise<void>;
}

/** The port to the backend of the FHIR pages. */
export const fhirApiRef = createApiRef<FhirApi>({ id: 'plugin.fhir.client' });
