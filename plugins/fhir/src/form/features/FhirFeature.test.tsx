import { screen } from '@testing-library/react';
import { renderForm, shippedPage } from '../__testUtils__/renderForm';

const pages = shippedPage('Features');
const formData = {
  name: 'cardio',
  cluster: 'aks-weu',
  namespace: 'cardiology',
  fhirVersion: 'R4',
  database: { name: 'cardiology-cardio' },
};
const exporting = () => screen.findByRole('switch', { name: 'Export' });

describe('FhirFeature', () => {
  it('shows every feature with one line of what it does, and the good defaults', async () => {
    renderForm({ pages, formData });
    expect(await exporting()).not.toBeChecked();
    expect(await exporting()).toHaveAccessibleDescription(
      /Bulk export \(\$export\)\./,
    );
    expect(screen.getByRole('switch', { name: 'Reindex' })).toBeChecked();
    expect(
      screen.getByRole('switch', { name: 'Deletion protection' }),
    ).not.toBeChecked();
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('asks for what a feature needs when it is switched on by keyboard', async () => {
    const { user, confirm, create, onCreate } = renderForm({ pages, formData });
    await exporting();
    await user.tab();
    await user.keyboard(' ');
    const account = await screen.findByRole('textbox', {
      name: /Storage account/,
    });
    await user.type(account, 'https://stcardio.blob.core.windows.net');
    await confirm();
    await create();
    expect(onCreate.mock.calls[0][0].export).toEqual({
      mode: 'Enabled',
      storageAccountUri: 'https://stcardio.blob.core.windows.net',
    });
  });

  it('does not go on without it, and says so beside the field', async () => {
    const { user, confirm } = renderForm({ pages, formData });
    await user.click(await exporting());
    await confirm();
    const account = await screen.findByRole('textbox', {
      name: /Storage account/,
    });
    expect(account).toBeInvalid();
    expect(account).toHaveAccessibleDescription(
      /This is needed. Example: https:/,
    );
    expect(screen.queryByRole('button', { name: 'Make it' })).toBeNull();
  });

  it('takes lists one per line', async () => {
    const { user, confirm, create, onCreate } = renderForm({ pages, formData });
    await user.click(
      await screen.findByRole('switch', { name: 'Convert data' }),
    );
    const list = await screen.findByRole('textbox', {
      name: /Template registries/,
    });
    await user.type(list, 'acr1.azurecr.io{Enter}acr2.azurecr.io');
    await confirm();
    await create();
    expect(onCreate.mock.calls[0][0].convertData).toEqual({
      mode: 'Enabled',
      registries: ['acr1.azurecr.io', 'acr2.azurecr.io'],
    });
  });

  it('offers one out of several where there are several', async () => {
    const { user } = renderForm({ pages, formData });
    await user.click(await screen.findByRole('button', { name: /Telemetry/ }));
    await user.click(
      await screen.findByRole('option', { name: 'ApplicationInsights' }),
    );
    expect(
      await screen.findByRole('textbox', { name: /^Secret/ }),
    ).toBeVisible();
  });
});
