import { screen } from '@testing-library/react';
import { instance, spec } from '../../fixtures/detail';
import { FormBackend } from '../__testUtils__/FormBackend';
import { renderForm, shippedPages } from '../__testUtils__/renderForm';

const pages = shippedPages('fhir-deprovision');
const formData = { instance: instance().id };
const field = () =>
  screen.findByRole('textbox', { name: /Type cardio to confirm/ });

describe('FhirConfirm', () => {
  it('shows what goes and what stays, and goes on with the name', async () => {
    const { user, confirm, create, onCreate } = renderForm({ pages, formData });
    await field();
    expect(screen.getByText('What goes')).toBeVisible();
    expect(
      screen.getByText(
        'The FHIR server cardio at https://cardio.fhir.example.org, with its 2 pods',
      ),
    ).toBeVisible();
    expect(
      screen.getByText(
        'The database fhir-cardio on sql-fhir.database.windows.net, with all its data',
      ),
    ).toBeVisible();
    await user.type(await field(), 'cardio');
    await confirm();
    await create();
    expect(onCreate).toHaveBeenCalledWith({ ...formData, confirm: 'cardio' });
  });

  it('says while it is typed that it is another name, and does not go on', async () => {
    const { user, confirm } = renderForm({ pages, formData });
    await user.type(await field(), 'neuro');
    expect(
      await screen.findByText(/"neuro" is not "cardio". Type the name exactly/),
    ).toBeVisible();
    expect(await field()).toBeInvalid();
    await confirm();
    expect(screen.queryByRole('button', { name: 'Make it' })).toBeNull();
  });

  it('says nothing against a name that is not typed to its end yet, and does not go on with it', async () => {
    const { user, confirm } = renderForm({ pages, formData });
    await user.type(await field(), 'card');
    expect(await field()).toBeValid();
    await confirm();
    expect(
      (await screen.findAllByText(/"card" is not "cardio"/))[0],
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Make it' })).toBeNull();
  });

  it('waits for a server to be chosen', async () => {
    renderForm({ pages });
    expect(
      await screen.findByText('Choose a FHIR server first.'),
    ).toBeVisible();
  });

  it.each([
    [
      'protected',
      { spec: { ...spec, deletionProtection: 'Enabled' as const } },
      'Deletion protection is on. Turn it off with Update first.',
    ],
    [
      'of somebody else',
      {
        allowed: {
          ...instance().allowed,
          delete: { allowed: false, reason: 'Ask its owner.' },
        },
      },
      'You may not deprovision this server. Ask its owner.',
    ],
  ])(
    'cannot be typed for a server that is %s, and says why',
    async (_case, difference, words) => {
      renderForm({
        pages,
        formData,
        backend: new FormBackend({ instances: [instance(difference)] }),
      });
      expect(await screen.findByText(words)).toBeVisible();
      expect(await field()).toBeDisabled();
    },
  );

  it('says that a server is gone already', async () => {
    renderForm({ pages, formData: { instance: 'aks-weu/cardio/gone' } });
    expect(await screen.findByText('This FHIR server is gone')).toBeVisible();
    expect(screen.queryByRole('textbox', { name: /to confirm/ })).toBeNull();
  });
});
