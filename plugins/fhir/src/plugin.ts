import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { fhirApiRef } from './api/FhirApi';
import { FhirClient } from './api/FhirClient';
import {
  docsRouteRef,
  entityContentRouteRef,
  fleetRouteRef,
  rootRouteRef,
  templateRouteRef,
} from './routes';

/** FHIR servers in a portal of the legacy frontend system. */
export const fhirPlugin = createPlugin({
  id: 'fhir',
  apis: [
    createApiFactory({
      api: fhirApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new FhirClient({ fetchApi }),
    }),
  ],
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  externalRoutes: {
    docs: docsRouteRef,
    fleet: fleetRouteRef,
    template: templateRouteRef,
  },
});

/** The fleet page, for the route `/fhir`. */
export const FhirPage = fhirPlugin.provide(
  createRoutableExtension({
    name: 'FhirPage',
    component: () => import('./fleet/FhirPage').then(m => m.FhirPage),
    mountPoint: rootRouteRef,
  }),
);

/** The tab "FHIR" of an entity, for the path `/fhir` of its page. */
export const EntityFhirContent = fhirPlugin.provide(
  createRoutableExtension({
    name: 'EntityFhirContent',
    component: () => import('./tab/FhirTab').then(m => m.FhirTab),
    mountPoint: entityContentRouteRef,
  }),
);

/** The card of a FHIR server on the overview of its entity. */
export const EntityFhirCard = fhirPlugin.provide(
  createComponentExtension({
    name: 'EntityFhirCard',
    component: { lazy: () => import('./card/FhirCard').then(m => m.FhirCard) },
  }),
);
