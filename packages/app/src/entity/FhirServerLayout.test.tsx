import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogPlugin } from '@backstage/plugin-catalog';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { FhirServerLayout } from './FhirServerLayout';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'cardio', annotations: {} },
  spec: { type: 'fhir-server' },
};

describe('FhirServerLayout', () => {
  it('puts what is about the server after its state, whatever order the cards come in', async () => {
    open(entity);
    expect(
      (await screen.findAllByRole('article')).map(card => card.textContent),
    ).toEqual(['state', 'relations', 'about']);
  });

  it('says above all that nothing provides the entity any more', async () => {
    open({
      ...entity,
      metadata: {
        ...entity.metadata,
        annotations: { 'backstage.io/orphan': 'true' },
      },
    });
    expect(
      await screen.findByText(/This entity is not referenced/),
    ).toBeVisible();
  });
});

function open(of: typeof entity) {
  const card = (name: string, type?: 'info' | 'content') => ({
    type,
    element: <article key={name}>{name}</article>,
  });
  renderInTestApp(
    <EntityProvider entity={of}>
      <FhirServerLayout
        cards={[
          card('about', 'info'),
          card('state', 'content'),
          card('relations'),
        ]}
      />
    </EntityProvider>,
    {
      apis: [
        [catalogApiRef, catalogApiMock({ entities: [of] })],
        mockApis.permission(),
      ],
      mountedRoutes: {
        '/catalog': catalogPlugin.routes.catalogIndex,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
}
