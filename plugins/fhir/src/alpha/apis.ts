import { ApiBlueprint, fetchApiRef } from '@backstage/frontend-plugin-api';
import { fhirApiRef } from '../api/FhirApi';
import { FhirClient } from '../api/FhirClient';

/** The client of `/api/fhir`. */
export const fhirApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: fhirApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new FhirClient({ fetchApi }),
    }),
});
