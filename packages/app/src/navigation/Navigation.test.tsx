import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import { fhirApiRef } from '@fhir-on-aks/plugin-fhir';
import fhirPlugin from '@fhir-on-aks/plugin-fhir/alpha';
import { screen, within } from '@testing-library/react';
import { brandModule } from '../brand';
import { navigationModule } from '.';

describe('the portal', () => {
  it('opens at home with its own name, and lists what people come for first', async () => {
    renderTestApp({
      features: [
        catalogPlugin,
        notificationsPlugin,
        scaffolderPlugin,
        searchPlugin,
        userSettingsPlugin,
        fhirPlugin,
        navigationModule,
        brandModule,
      ],
      config: {
        app: { title: 'FHIR on AKS', extensions: ['page:fhir/home'] },
      },
      apis: [
        [
          fhirApiRef,
          { listInstances: async () => ({ clusters: [], instances: [] }) },
        ],
        [
          notificationsApiRef,
          { getStatus: async () => ({ unread: 0, read: 0 }) },
        ],
      ],
    });
    expect(
      await screen.findByRole('heading', { name: 'FHIR on AKS' }),
    ).toBeVisible();
    const sidebar = within(
      screen.getByRole('navigation', { name: 'sidebar nav' }),
    );
    expect(
      sidebar
        .getAllByRole('link')
        .map(
          link => link.getAttribute('aria-label') ?? link.getAttribute('href'),
        ),
    ).toEqual([
      'FHIR on AKS, home',
      'Home',
      'FHIR servers',
      'Create',
      'Catalog',
      'Notifications',
      'Settings',
    ]);
  });
});
