import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiHeartPulseLine, RiHome5Line } from '@remixicon/react';
import { homeRouteRef, rootRouteRef } from '../routes';

/** The fleet page. */
export const fhirPage = PageBlueprint.make({
  params: {
    path: '/fhir',
    title: 'FHIR servers',
    icon: <RiHeartPulseLine />,
    routeRef: rootRouteRef,
    loader: () => import('../fleet/FleetRoutes').then(m => <m.FleetRoutes />),
  },
});

/**
 * The home page of a portal that gives FHIR servers. Off unless the portal names `page:fhir/home` in `app.extensions`:
 * a portal that gets this plugin keeps its own home page.
 */
export const fhirHomePage = PageBlueprint.make({
  name: 'home',
  disabled: true,
  params: {
    path: '/',
    title: 'Home',
    icon: <RiHome5Line />,
    routeRef: homeRouteRef,
    noHeader: true,
    loader: () => import('../home/HomePage').then(m => <m.HomePage />),
  },
});
