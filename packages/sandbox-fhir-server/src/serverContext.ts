import type { HttpRequest, HttpResponse } from './serverContainer';
import type { Clock } from './clock';
import type { Authentication, Caller } from './authentication';
import type { OpenDatabase } from './Databases';
import type { FhirModel, FhirVersion } from './fhirModel';
import type { Role } from './roles';
import type { ServerConfiguration } from './ServerConfiguration';
import type { ServerLog } from './ServerLog';

export type HealthStatus = 'Healthy' | 'Degraded' | 'Unhealthy';

/** One check of `/health/check`. */
export interface HealthDetail {
  name: string;
  status: HealthStatus;
  description?: string;
  data: Record<string, string>;
}

/** What one server process works with. */
export interface ServerContext {
  version: FhirVersion;
  model: FhirModel;
  softwareVersion: string;
  /** Sent in every answer as X-Instance-Id. */
  instanceId: string;
  configuration: ServerConfiguration;
  log: ServerLog;
  clock: Clock;
  data: OpenDatabase;
  roles: Role[];
  authentication: Authentication;
  health(): HealthDetail[];
  /** The URL that the first request of /metadata came by; it stays (upstream keeps it for the life of the process). */
  firstMetadataUrl?: string;
  runningRequests: number;
}

/** A request with what the pipeline found out about it. */
export interface FhirCall {
  method: string;
  /** Without leading slash and query. */
  path: string;
  parameters: URLSearchParams;
  headers: Record<string, string>;
  body: string;
  /** `http://cardio.localhost:7008` */
  baseUrl: string;
  correlationId: string;
  caller?: Caller;
  /** An entry of a bundle. */
  isEntry?: boolean;
  /** The id that a transaction has chosen for what this entry creates. */
  assignedId?: string;
}

export type { HttpRequest, HttpResponse };
