import { createFrontendModule } from '@backstage/frontend-plugin-api';

/** The form fields of the FHIR templates. */
export const fhirScaffolderModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [],
});
