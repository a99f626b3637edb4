import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** The fleet page, `/fhir`. */
export const rootRouteRef = createRouteRef({ id: 'fhir' });

/** The home page, `/`. */
export const homeRouteRef = createRouteRef({ id: 'fhir-home' });

/** The tab of the entity page in the legacy frontend system. */
export const entityContentRouteRef = createRouteRef({ id: 'fhir-entity' });

/** The fleet page as the other pages link to it: a portal may leave it out. */
export const fleetRouteRef = createExternalRouteRef({
  id: 'fleet',
  optional: true,
  defaultTarget: 'fhir.root',
});

/** The form of a template. */
export const templateRouteRef = createExternalRouteRef({
  id: 'template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});

/** The documentation of a catalog entity. */
export const docsRouteRef = createExternalRouteRef({
  id: 'docs',
  params: ['namespace', 'kind', 'name'],
  optional: true,
  defaultTarget: 'techdocs.docRoot',
});
