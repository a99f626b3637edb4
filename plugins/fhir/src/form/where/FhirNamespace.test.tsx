import { screen } from '@testing-library/react';
import { choice, FormBackend } from '../__testUtils__/FormBackend';
import { renderForm, shippedPage } from '../__testUtils__/renderForm';

const pages = shippedPage('Where');
const field = () => screen.findByRole('button', { name: /Namespace/ });
const taken = 'A FHIR server named cardio exists already in radiology.';

describe('FhirNamespace', () => {
  it('offers the namespaces of the chosen cluster', async () => {
    const { user } = renderForm({ pages });
    await screen.findByRole('button', { name: /AKS West Europe/ });
    await user.click(await field());
    const options = await screen.findAllByRole('option');
    expect(options.map(option => option.textContent)).toEqual([
      'cardiology',
      'radiology',
    ]);
  });

  it('waits for a cluster', async () => {
    renderForm({
      pages,
      backend: new FormBackend({
        clusters: [choice(), choice({ name: 'aks-fr', title: 'AKS France' })],
      }),
    });
    expect(await field()).toHaveTextContent('Choose a cluster first.');
    expect(await field()).toBeDisabled();
  });

  it('lets go of a namespace that another cluster offered', async () => {
    renderForm({
      pages,
      formData: { cluster: 'aks-weu', namespace: 'elsewhere' },
    });
    await screen.findByRole('button', { name: /AKS West Europe/ });
    expect(await screen.findByText('Choose …')).toBeVisible();
  });

  it('says that the name is taken there, and does not go on', async () => {
    const backend = new FormBackend();
    backend.answers.set('aks-weu/radiology/cardio', {
      available: false,
      message: taken,
    });
    const { confirm } = renderForm({
      pages,
      backend,
      formData: { name: 'cardio', cluster: 'aks-weu', namespace: 'radiology' },
    });
    expect((await screen.findAllByText(taken))[0]).toBeVisible();
    await confirm();
    expect(screen.queryByRole('button', { name: 'Make it' })).toBeNull();
  });
});
