/**
 * The FHIR pages for the new frontend system.
 * @packageDocumentation
 */
export { fhirFrontendPlugin as default } from './plugin';
export { fhirScaffolderModule } from './scaffolder';
