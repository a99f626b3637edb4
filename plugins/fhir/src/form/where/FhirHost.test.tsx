import { screen } from '@testing-library/react';
import { FormBackend } from '../__testUtils__/FormBackend';
import { renderForm, shippedPage } from '../__testUtils__/renderForm';

const pages = shippedPage('Where');
const formData = {
  name: 'cardio',
  cluster: 'aks-weu',
  namespace: 'cardiology',
};
const suggested = 'cardio.cardiology.fhir.example.org';
const field = () => screen.findByRole('textbox', { name: /Host name/ });

describe('FhirHost', () => {
  it('shows the host name that the cluster makes, without keeping it', async () => {
    const { confirm, create, onCreate } = renderForm({ pages, formData });
    expect(await screen.findByDisplayValue(suggested)).toBe(await field());
    expect(
      screen.getByText(`The server will answer at https://${suggested}`),
    ).toBeVisible();
    await confirm();
    await create();
    expect(onCreate.mock.calls[0][0].host).toBeUndefined();
  });

  it('keeps what somebody writes instead, and can be taken back', async () => {
    const { user } = renderForm({ pages, formData });
    await screen.findByDisplayValue(suggested);
    await user.clear(await field());
    await user.type(await field(), 'heart.example.org');
    expect(
      await screen.findByText(
        'The server will answer at https://heart.example.org',
      ),
    ).toBeVisible();
    await user.click(screen.getByRole('button', { name: `Use ${suggested}` }));
    expect(await field()).toHaveValue(suggested);
  });

  it('takes an empty field for the suggestion when it is left', async () => {
    const { user } = renderForm({ pages, formData });
    await screen.findByDisplayValue(suggested);
    await user.clear(await field());
    await user.tab();
    expect(await field()).toHaveValue(suggested);
  });

  it('refuses what is no host name, with an example', async () => {
    const { user } = renderForm({ pages, formData });
    await screen.findByDisplayValue(suggested);
    await user.clear(await field());
    await user.type(await field(), 'Heart!');
    expect(
      await screen.findByText(
        '"Heart!" is no host name. Example: cardio.fhir.example.org.',
      ),
    ).toBeVisible();
    expect(await field()).toBeInvalid();
  });

  it('refuses a host name that another server has, and does not go on', async () => {
    const backend = new FormBackend();
    const message = 'The host name heart.example.org belongs to another one.';
    backend.answers.set('heart.example.org', { available: false, message });
    const { confirm } = renderForm({
      pages,
      backend,
      formData: { ...formData, host: 'heart.example.org' },
    });
    expect((await screen.findAllByText(message))[0]).toBeVisible();
    await confirm();
    expect(screen.queryByRole('button', { name: 'Make it' })).toBeNull();
  });

  it('waits until the place is known', async () => {
    renderForm({ pages });
    expect(
      await screen.findByText(/appears here as soon as cluster, namespace/),
    ).toBeVisible();
  });
});
