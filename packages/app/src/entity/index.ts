import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { EntityContentLayoutBlueprint } from '@backstage/plugin-catalog-react/alpha';

const fhirServerLayout = EntityContentLayoutBlueprint.make({
  name: 'fhir-server',
  params: {
    filter: { kind: 'resource', 'spec.type': 'fhir-server' },
    loader: () => import('./FhirServerLayout').then(m => m.FhirServerLayout),
  },
});

export const entityModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [fhirServerLayout],
});
