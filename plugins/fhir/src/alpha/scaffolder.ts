import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import type { FormFieldName } from '../form/formFields';

/** The fields by name; their code is loaded with the first form. */
const names: FormFieldName[] = [
  'FhirName',
  'FhirOwner',
  'FhirVersion',
  'FhirCluster',
  'FhirNamespace',
  'FhirHost',
  'FhirSignIn',
  'FhirDatabase',
  'FhirFeature',
  'FhirReview',
  'FhirInstance',
  'FhirConfirm',
  'FhirChanges',
];

/** The form fields of the FHIR templates. */
export const fhirScaffolderModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: names.map(name =>
    FormFieldBlueprint.make({
      name,
      params: {
        field: () => import('../form/formFields').then(m => m.formField(name)),
      },
    }),
  ),
});
