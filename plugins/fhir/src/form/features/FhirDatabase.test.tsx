import { screen } from '@testing-library/react';
import { choice, FormBackend } from '../__testUtils__/FormBackend';
import { renderForm, shippedPage } from '../__testUtils__/renderForm';

const pages = shippedPage('Data');
const formData = {
  name: 'cardio',
  cluster: 'aks-weu',
  namespace: 'cardiology',
  fhirVersion: 'R4',
};
const database = () => screen.findByRole('textbox', { name: /^Database/ });

describe('FhirDatabase', () => {
  it('suggests the server of the cluster and a database of its own', async () => {
    const { confirm, create, onCreate } = renderForm({ pages, formData });
    expect(
      await screen.findByDisplayValue('sql-fhir.database.windows.net'),
    ).toBeVisible();
    expect(await screen.findByDisplayValue('cardiology-cardio')).toBeVisible();
    await confirm();
    await create();
    expect(onCreate.mock.calls[0][0].database).toMatchObject({
      name: 'cardiology-cardio',
    });
  });

  it('keeps another database that somebody writes', async () => {
    const { user, confirm, create, onCreate } = renderForm({ pages, formData });
    await screen.findByDisplayValue('cardiology-cardio');
    await user.type(await database(), '-2');
    await confirm();
    await create();
    expect(onCreate.mock.calls[0][0].database).toMatchObject({
      name: 'cardiology-cardio-2',
    });
  });

  it('says what is wrong with the name of a database', async () => {
    const { user } = renderForm({ pages, formData });
    await screen.findByDisplayValue('cardiology-cardio');
    await user.type(await database(), ' x');
    expect(
      await screen.findByText(/Does not have the right form.*fhir-cardio/),
    ).toBeVisible();
    expect(await database()).toBeInvalid();
  });

  it('asks where the connection string is when the sign-in is a secret', async () => {
    const { user, confirm } = renderForm({ pages, formData });
    await user.click(
      await screen.findByRole('button', { name: /Database sign-in/ }),
    );
    await user.click(await screen.findByRole('option', { name: 'Secret' }));
    expect(
      await screen.findByRole('textbox', { name: /^Secret/ }),
    ).toBeVisible();
    await confirm();
    expect(
      (
        await screen.findAllByText(
          /Connection string: This is needed|This is needed/,
        )
      )[0],
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Make it' })).toBeNull();
  });

  it('asks for a server when the cluster suggests none', async () => {
    const { confirm } = renderForm({
      pages,
      formData,
      backend: new FormBackend({ clusters: [choice({ defaults: {} })] }),
    });
    await screen.findByDisplayValue('cardiology-cardio');
    await confirm();
    expect(
      await screen.findByRole('textbox', { name: /SQL server/ }),
    ).toBeInvalid();
    expect(screen.queryByRole('button', { name: 'Make it' })).toBeNull();
  });
});
