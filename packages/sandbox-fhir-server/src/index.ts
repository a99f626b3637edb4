export { Databases } from './Databases';
export { newestSchema } from './FhirServerProcess';
export type { FetchJson } from './authentication';
export {
  parseConnectionString,
  type ConnectionString,
} from './connectionString';
export { fhirVersions, type FhirVersion } from './fhirModel';
export type {
  ConnectToDatabase,
  FhirServerOptions,
  StartTimes,
} from './serverOptions';
export { startFhirServer } from './startFhirServer';
export type { ServerContainer } from './serverContainer';
