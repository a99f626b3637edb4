import { screen } from '@testing-library/react';
import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { fhirApiRef } from '../api/FhirApi';
import { entityOf } from '../fixtures/entityOf';
import { FixtureFhirApi } from '../fixtures/FixtureFhirApi';
import { fhirEntityCard, fhirEntityContent } from './entity';
import { fhirFrontendPlugin } from './plugin';

const apis = () =>
  [
    [fhirApiRef, new FixtureFhirApi()],
    [catalogApiRef, catalogApiMock()],
    mockApis.storage(),
    mockApis.identity(),
  ] as const;
const mountedRoutes = { '/catalog/:namespace/:kind/:name': entityRouteRef };
const server = entityOf('aks-weu/cardio/cardio');
const other = { ...server, metadata: { name: 'website' } };

describe('the FHIR plugin in the new frontend system', () => {
  it.each([
    ['card', fhirEntityCard, 'Open FHIR tab →'],
    ['tab', fhirEntityContent, 'Use it'],
  ])('puts the %s on the page of a FHIR server', async (_, extension, text) => {
    renderTestApp({
      extensions: [createTestEntityPage({ entity: server }), extension],
      apis: apis(),
      mountedRoutes,
    });
    expect(await screen.findByText(text)).toBeVisible();
  });

  it.each([
    ['card', fhirEntityCard],
    ['tab', fhirEntityContent],
  ])('leaves the %s away from any other page', async (_, extension) => {
    renderTestApp({
      extensions: [createTestEntityPage({ entity: other }), extension],
      apis: apis(),
      mountedRoutes,
    });
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  });

  it.each([
    ['/fhir', '1 of 1 servers'],
    ['/fhir/aks-weu/cardio/cardio', 'All 2 replicas serve FHIR R4.'],
    ['/', 'Servers of my teams'],
  ])('serves %s', async (path, text) => {
    renderTestApp({
      features: [fhirFrontendPlugin],
      config: { app: { extensions: ['page:fhir/home'] } },
      apis: apis(),
      mountedRoutes,
      initialRouteEntries: [path],
    });
    expect(await screen.findByText(text)).toBeVisible();
  });

  it('leaves the home page to the portal that does not name it', async () => {
    renderTestApp({
      features: [fhirFrontendPlugin],
      extensions: [
        PageBlueprint.make({
          name: 'of-the-portal',
          params: { path: '/', loader: async () => <p>Our own home</p> },
        }),
      ],
      apis: apis(),
      mountedRoutes,
    });
    expect(await screen.findByText('Our own home')).toBeVisible();
  });
});
