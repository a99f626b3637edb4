import type { ServerContainer } from './serverContainer';
import type { Clock } from './clock';
import type { FetchJson } from './authentication';
import type { ConnectionString } from './connectionString';
import type { Databases } from './Databases';

/** How long the parts of a start take, in milliseconds. */
export interface StartTimes {
  boot: number;
  schemaCreation: number;
  /** While `/health/check` says Degraded: the port is open, the storage is not ready. */
  storageInitialization: number;
}

/** Why the connection cannot be opened, in the driver's words; undefined when it can. */
export type ConnectToDatabase = (
  container: ServerContainer,
  connection: ConnectionString,
) => Promise<string | undefined>;

/** What servers need of the world around them. */
export interface FhirServerOptions {
  clock: Clock;
  databases: Databases;
  fetchJson: FetchJson;
  times: StartTimes;
  connect: ConnectToDatabase;
  /** Switched faults of this pod. */
  fault: (container: ServerContainer) => 'slow-start' | 'degraded' | undefined;
}
