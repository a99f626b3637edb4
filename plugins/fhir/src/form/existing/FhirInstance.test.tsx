import { screen } from '@testing-library/react';
import { instance } from '../../fixtures/detail';
import { FormBackend } from '../__testUtils__/FormBackend';
import { renderForm, shippedPages } from '../__testUtils__/renderForm';

const [page] = shippedPages('fhir-deprovision');
const pages = [
  {
    ...page,
    required: ['instance'],
    properties: { instance: Object(page.properties).instance },
  },
];
const neuro = instance({
  id: 'aks-weu/radiology/neuro',
  namespace: 'radiology',
  name: 'neuro',
  title: 'Neurology',
  owner: 'group:default/radiology',
});
const backend = () => new FormBackend({ instances: [instance(), neuro] });
const field = () => screen.findByRole('combobox', { name: /FHIR server/ });

describe('FhirInstance', () => {
  it('offers the servers that there are, with state and owner', async () => {
    const { user } = renderForm({ pages, backend: backend() });
    await screen.findByPlaceholderText('Search by name, owner, cluster …');
    await user.click(await field());
    await user.keyboard('{ArrowDown}');
    const options = await screen.findAllByRole('option');
    expect(options.map(option => option.textContent)).toEqual([
      'Cardiology (aks-weu/cardio/cardio)Ready · group:default/cardiology',
      'Neurology (aks-weu/radiology/neuro)Ready · group:default/radiology',
    ]);
  });

  it.each([
    ['owner', 'radiology'],
    ['title', 'neurol'],
    ['namespace and name', 'radiology neuro'],
  ])('finds one by its %s and takes it by keyboard', async (_what, words) => {
    const { user, confirm, create, onCreate } = renderForm({
      pages,
      backend: backend(),
    });
    await screen.findByPlaceholderText('Search by name, owner, cluster …');
    await user.type(await field(), words);
    expect(await screen.findAllByRole('option')).toHaveLength(1);
    await user.keyboard('{ArrowDown}{Enter}');
    await confirm();
    await create();
    expect(onCreate).toHaveBeenCalledWith({ instance: neuro.id });
  });

  it('is filled in by a link', async () => {
    renderForm({
      pages,
      backend: backend(),
      formData: { instance: neuro.id },
    });
    expect(
      await screen.findByDisplayValue('Neurology (aks-weu/radiology/neuro)'),
    ).toBe(await field());
  });

  it('says so when a link names a server that is not there', async () => {
    renderForm({
      pages,
      backend: backend(),
      formData: { instance: 'aks-weu/cardio/gone' },
    });
    expect(
      await screen.findByText(
        'There is no FHIR server "aks-weu/cardio/gone". Choose one of the list.',
      ),
    ).toBeVisible();
  });

  it('says so when there are none', async () => {
    renderForm({ pages, backend: new FormBackend({ instances: [] }) });
    expect(await screen.findByText('There are no FHIR servers.')).toBeVisible();
  });

  it('says that the servers cannot be listed, and why', async () => {
    const failing = backend();
    failing.fleet.failures.set('list', {
      status: 500,
      message: 'The cache is not ready.',
    });
    renderForm({ pages, backend: failing });
    expect(
      await screen.findByText(
        'The choices cannot be loaded: The cache is not ready.',
      ),
    ).toBeVisible();
    expect(await field()).toBeDisabled();
  });
});
