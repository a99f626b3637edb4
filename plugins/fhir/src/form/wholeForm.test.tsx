import { screen } from '@testing-library/react';
import {
  renderForm,
  shippedPage,
  shippedPages,
} from './__testUtils__/renderForm';

// The owner is filled in as a link would.
const formData = { owner: 'group:default/cardiology' };
const pages = shippedPages('fhir-instance');

describe('the form of a new FHIR server', () => {
  it('is filled in by a name alone, and asks for what it shows', async () => {
    const { user, next, confirm, create, onCreate } = renderForm({
      pages,
      formData,
    });
    await user.type(
      await screen.findByRole('textbox', { name: /^Name/ }),
      'cardio',
    );
    await next();
    await screen.findByRole('button', { name: /AKS West Europe/ });
    await user.click(await screen.findByRole('button', { name: /Namespace/ }));
    await user.click(await screen.findByRole('option', { name: 'cardiology' }));
    await next();
    await screen.findByRole('radio', { name: /^On/ });
    await next();
    await screen.findByDisplayValue('cardiology-cardio');
    await next();
    await screen.findByRole('switch', { name: 'Export' });
    await next();
    expect(
      await screen.findByText(
        'A FHIR R4 server called cardio on cluster AKS West Europe in namespace cardiology.',
      ),
    ).toBeVisible();
    await confirm();
    await create();
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({
        name: 'cardio',
        owner: 'group:default/cardiology',
        fhirVersion: 'R4',
        cluster: 'aks-weu',
        namespace: 'cardiology',
        size: 'Small',
        replicas: 1,
      }),
    );
  });

  it.each([
    ['Where', { replicas: 101 }, 'must be a whole number from 0 to 100'],
    ['Where', { replicas: 1.5 }, 'must be a whole number from 0 to 100'],
    [
      'What',
      { name: 'cardio', fhirVersion: 'R4', description: 'x'.repeat(501) },
      'must have at most 500 characters',
    ],
  ])(
    'answers a wrong value on page %s in words: %j',
    async (page, wrong, words) => {
      const { confirm } = renderForm({
        pages: shippedPage(page),
        formData: {
          ...formData,
          cluster: 'aks-weu',
          namespace: 'cardiology',
          ...wrong,
        },
      });
      await screen.findAllByRole('textbox');
      await confirm();
      expect((await screen.findAllByText(new RegExp(words)))[0]).toBeVisible();
      expect(screen.queryByRole('button', { name: 'Make it' })).toBeNull();
    },
  );

  it('asks for the clusters once, however many fields of a step need them', async () => {
    const { backend } = renderForm({
      pages: shippedPage('Where'),
      formData: { ...formData, name: 'cardio' },
    });
    await screen.findByRole('button', { name: /AKS West Europe/ });
    await screen.findByRole('button', { name: /Namespace/ });
    expect(backend.calls.filter(call => call === 'listClusters')).toHaveLength(
      1,
    );
  });

  it('lists at its end only what is worth a look', async () => {
    const { next, confirm } = renderForm({
      pages,
      formData: {
        ...formData,
        name: 'cardio',
        description: 'Echo reports',
        fhirVersion: 'R4',
        cluster: 'aks-weu',
        namespace: 'cardiology',
        database: { name: 'cardiology-cardio' },
      },
    });
    for (let page = 1; page < pages.length; page += 1) {
      await next();
    }
    await screen.findAllByRole('listitem');
    await confirm();
    await screen.findByRole('button', { name: 'Make it' });
    const listed = screen
      .getAllByRole('row')
      .map(row => row.firstElementChild?.textContent);
    expect(listed).toEqual([
      'Owner',
      'Name',
      'FHIR version',
      'Cluster',
      'Namespace',
      'Size',
      'Replicas',
    ]);
  });
});
