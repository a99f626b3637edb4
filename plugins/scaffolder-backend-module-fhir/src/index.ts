/**
 * Scaffolder actions that provision, update and deprovision FHIR servers.
 *
 * @packageDocumentation
 */
export { scaffolderModuleFhir as default } from './module';
export {
  managedIdentitiesServiceRef,
  type ManagedIdentitiesOf,
} from './managedIdentitiesServiceRef';
