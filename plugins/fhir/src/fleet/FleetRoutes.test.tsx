import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { Entity } from '@backstage/catalog-model';
import { fhirApiRef } from '../api/FhirApi';
import { entityOf } from '../fixtures/entityOf';
import { FixtureFhirApi, type FixtureFleet } from '../fixtures/FixtureFhirApi';
import { FleetRoutes } from './FleetRoutes';

const id = 'aks-weu/cardio/cardio';

describe('the address of one server', () => {
  it('goes on to its entity, whatever its name in the catalog is', async () => {
    open([
      entityOf('aks-weu/cardio/other', 'other'),
      entityOf(id, 'weu-cardio'),
    ]);
    expect(
      await screen.findByText('entity page of cardio/resource/weu-cardio'),
    ).toBeVisible();
  });

  it('shows a server that is not in the catalog yet', async () => {
    open([]);
    expect(
      await screen.findByText('All 2 replicas serve FHIR R4.'),
    ).toBeVisible();
  });

  it('says that a server may not be seen', async () => {
    open([], new Map([[id, { status: 403, message: 'Not for you.' }]]));
    expect(await screen.findByText('Not for you.')).toBeVisible();
  });
});

function open(
  entities: Entity[],
  failures: FixtureFleet['failures'] = new Map(),
) {
  renderInTestApp(
    <Routes>
      <Route path="/fhir/*" element={<FleetRoutes />} />
      <Route
        path="/catalog/:namespace/:kind/:name"
        element={<>entity page of cardio/resource/weu-cardio</>}
      />
    </Routes>,
    {
      apis: [
        [fhirApiRef, new FixtureFhirApi({ failures })],
        [catalogApiRef, catalogApiMock({ entities })],
        mockApis.storage(),
      ],
      mountPath: '/*',
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      initialRouteEntries: [`/fhir/${id}`],
    },
  );
}
