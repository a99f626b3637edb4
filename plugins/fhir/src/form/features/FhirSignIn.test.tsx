import { screen } from '@testing-library/react';
import { choice, FormBackend } from '../__testUtils__/FormBackend';
import { renderForm, shippedPage } from '../__testUtils__/renderForm';

const pages = shippedPage('Security');
const place = { name: 'cardio', cluster: 'aks-weu', namespace: 'cardiology' };
const formData = {
  ...place,
  fhirVersion: 'R4',
  database: { name: 'cardiology-cardio' },
};
const authority = () => screen.findByRole('textbox', { name: /Authority/ });

describe('FhirSignIn', () => {
  it('is on, with the authority and the audience that the cluster suggests', async () => {
    const { confirm, create, onCreate } = renderForm({ pages, formData });
    expect(
      await screen.findByDisplayValue('https://login.example.org/v2.0'),
    ).toBe(await authority());
    expect(screen.getByDisplayValue('api://cardio')).toBeVisible();
    await confirm();
    await create();
    expect(onCreate.mock.calls[0][0].security).toMatchObject({
      mode: 'Enabled',
    });
  });

  it('says what it means to have none, when somebody chooses that', async () => {
    const { user, confirm, create, onCreate } = renderForm({ pages, formData });
    await user.click(await screen.findByRole('radio', { name: /^Off/ }));
    expect(
      await screen.findAllByText(
        'Off means that anyone who reaches the server reads and writes everything.',
      ),
    ).toHaveLength(2);
    expect(screen.queryByRole('textbox', { name: /Authority/ })).toBeNull();
    await confirm();
    await create();
    expect(onCreate.mock.calls[0][0].security).toMatchObject({
      mode: 'Disabled',
    });
  });

  it('asks for an authority when the cluster suggests none, once somebody goes on', async () => {
    const { confirm } = renderForm({
      pages,
      formData,
      backend: new FormBackend({ clusters: [choice({ defaults: {} })] }),
    });
    await authority();
    await screen.findByRole('radio', { name: /^On/ });
    expect(await authority()).toBeValid();
    await confirm();
    expect(
      (await screen.findAllByText(/This is needed. Example: https/))[0],
    ).toBeVisible();
    expect(await authority()).toBeInvalid();
  });

  it('says while it is typed what is wrong with an authority', async () => {
    const { user } = renderForm({ pages, formData });
    await screen.findByDisplayValue('https://login.example.org/v2.0');
    await user.clear(await authority());
    await user.type(await authority(), 'login.example.org');
    expect(
      await screen.findByText(
        /Does not have the right form.*for example https/,
      ),
    ).toBeVisible();
  });
});
