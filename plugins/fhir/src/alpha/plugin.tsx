import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiHeartPulseLine } from '@remixicon/react';
import {
  docsRouteRef,
  fleetRouteRef,
  homeRouteRef,
  rootRouteRef,
  templateRouteRef,
} from '../routes';
import { fhirApi } from './apis';
import { fhirEntityCard, fhirEntityContent } from './entity';
import { fhirHomePage, fhirPage } from './pages';

/** FHIR servers in the portal: entity card, entity tab, fleet page, home page. */
export const fhirFrontendPlugin = createFrontendPlugin({
  pluginId: 'fhir',
  title: 'FHIR servers',
  icon: <RiHeartPulseLine />,
  info: { packageJson: () => import('../../package.json') },
  routes: { root: rootRouteRef, home: homeRouteRef },
  externalRoutes: {
    docs: docsRouteRef,
    fleet: fleetRouteRef,
    template: templateRouteRef,
  },
  extensions: [
    fhirApi,
    fhirEntityCard,
    fhirEntityContent,
    fhirPage,
    fhirHomePage,
  ],
});
