/**
 * Status of FHIR servers from a watch cache: REST API, permissions, live signals, actions.
 *
 * @packageDocumentation
 */
export { fhirPlugin as default } from './plugin';
