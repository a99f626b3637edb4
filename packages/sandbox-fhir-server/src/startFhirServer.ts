import type { ServerProcess, ServerContainer } from './serverContainer';
import { FhirServerProcess } from './FhirServerProcess';
import type { FhirVersion } from './fhirModel';
import type { FhirServerOptions } from './serverOptions';

/** Runs one FHIR server for the container's image version, configured by its environment and files and nothing else. */
export function startFhirServer(
  version: FhirVersion,
  container: ServerContainer,
  options: FhirServerOptions,
): ServerProcess {
  return new FhirServerProcess(version, container, options);
}
