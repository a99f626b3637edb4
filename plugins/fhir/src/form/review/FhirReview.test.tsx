import { screen } from '@testing-library/react';
import { FormBackend } from '../__testUtils__/FormBackend';
import { renderForm, shippedPage } from '../__testUtils__/renderForm';

const pages = shippedPage('Review');
const formData = {
  name: 'cardio',
  owner: 'group:default/cardiology',
  cluster: 'aks-weu',
  namespace: 'cardiology',
  fhirVersion: 'R4',
  size: 'Small',
  replicas: 2,
  security: { mode: 'Enabled' },
  database: { name: 'cardiology-cardio' },
  export: { mode: 'Disabled' },
};

describe('FhirReview', () => {
  it('says in sentences what will be made, with what the cluster suggests', async () => {
    renderForm({ pages, formData });
    const sentences = await screen.findAllByRole('listitem');
    expect(sentences.map(sentence => sentence.textContent)).toEqual([
      'A FHIR R4 server called cardio on cluster AKS West Europe in namespace cardiology.',
      'It belongs to group:default/cardiology.',
      'It runs 2 pods of size Small.',
      'It answers at https://cardio.cardiology.fhir.example.org.',
      'Every request needs a token of https://login.example.org/v2.0 for api://cardio.',
      'Its data lives in database cardiology-cardio on sql-fhir.database.windows.net and is never deleted by this portal.',
      'A managed identity is made in Azure for its pods.',
      'On: Reindex.',
    ]);
  });

  it('shows the manifest on one click, without what is a default', async () => {
    const { user } = renderForm({ pages, formData });
    await user.click(await screen.findByRole('button', { name: 'Manifest' }));
    const manifest = await screen.findByRole('region', { name: 'Manifest' });
    expect(manifest).toHaveTextContent('kind: Fhir');
    expect(manifest).toHaveTextContent(
      'fhir-on-aks.io/owner: group:default/cardiology',
    );
    expect(manifest).not.toHaveTextContent('size: Small');
    expect(manifest).not.toHaveTextContent('export');
  });

  it('names what is still missing', async () => {
    const { database, ...rest } = formData;
    renderForm({ pages, formData: rest });
    expect(
      await screen.findByText('Fill in the steps before this one first.'),
    ).toBeVisible();
    expect(
      screen.getByText('Database: This is needed. Example: fhir-cardio.'),
    ).toBeVisible();
  });

  it('keeps no value', async () => {
    const { confirm, create, onCreate } = renderForm({ pages, formData });
    await screen.findAllByRole('listitem');
    await confirm();
    await create();
    expect(onCreate).toHaveBeenCalledWith(formData);
  });

  it('says what failed when the clusters cannot be loaded', async () => {
    const backend = new FormBackend();
    backend.down = new Error('The portal could not be reached.');
    renderForm({ pages, formData, backend });
    expect(
      await screen.findByText('The portal could not be reached.'),
    ).toBeVisible();
  });
});
