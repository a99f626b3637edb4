import { screen } from '@testing-library/react';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import type { ReactElement } from 'react';
import { Route, Routes } from 'react-router-dom';
import { entityOf } from './fixtures/entityOf';
import { FixtureFhirApi } from './fixtures/FixtureFhirApi';
import {
  EntityFhirCard,
  EntityFhirContent,
  FhirClient,
  FhirPage,
  fhirApiRef,
  fhirPlugin,
} from './index';

const entity = entityOf('aks-weu/cardio/cardio');
const onEntity = (element: ReactElement) => (
  <EntityProvider entity={entity}>{element}</EntityProvider>
);

describe('the FHIR plugin in the legacy frontend system', () => {
  it.each([
    ['EntityFhirCard', onEntity(<EntityFhirCard />), 'Open FHIR tab →'],
    ['EntityFhirContent', onEntity(<EntityFhirContent />), 'Use it'],
    ['FhirPage', <FhirPage />, '1 of 1 servers'],
  ])('%s shows what it is for', async (_, element, text) => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [fhirApiRef, new FixtureFhirApi()],
          [catalogApiRef, catalogApiMock()],
        ]}
      >
        <Routes>
          <Route path="/here" element={element} />
        </Routes>
      </TestApiProvider>,
      {
        routeEntries: ['/here'],
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      },
    );
    expect(await screen.findByText(text)).toBeVisible();
  });

  it('brings its own client of the backend', () => {
    const [factory] = [...fhirPlugin.getApis()];
    expect(factory.api).toBe(fhirApiRef);
    const client = factory.factory({ fetchApi: { fetch } });
    expect(client).toBeInstanceOf(FhirClient);
  });
});
