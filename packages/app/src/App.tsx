import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { fhirScaffolderModule } from '@fhir-on-aks/plugin-fhir/alpha';
import { brandModule } from './brand';
import { entityModule } from './entity';
import { navigationModule } from './navigation';
import { signInModule } from './signIn';

export const App = createApp({
  features: [
    catalogPlugin,
    fhirScaffolderModule,
    brandModule,
    entityModule,
    navigationModule,
    signInModule,
  ],
});
