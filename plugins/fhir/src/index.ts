/**
 * The FHIR pages for the legacy frontend system; the new one is in `/alpha`.
 * @packageDocumentation
 */
export { fhirApiRef, type FhirApi, type LogQuery } from './api/FhirApi';
export { FhirClient } from './api/FhirClient';
export { FhirRequestError } from './api/FhirRequestError';
export {
  FhirChangesFieldExtension,
  FhirClusterFieldExtension,
  FhirConfirmFieldExtension,
  FhirDatabaseFieldExtension,
  FhirFeatureFieldExtension,
  FhirHostFieldExtension,
  FhirInstanceFieldExtension,
  FhirNameFieldExtension,
  FhirNamespaceFieldExtension,
  FhirOwnerFieldExtension,
  FhirReviewFieldExtension,
  FhirSignInFieldExtension,
  FhirVersionFieldExtension,
} from './form/fieldExtensions';
export { isFhirAvailable } from './isFhirAvailable';
export {
  EntityFhirCard,
  EntityFhirContent,
  FhirPage,
  fhirPlugin,
} from './plugin';
export { fhirTranslationRef } from './text/translation';
