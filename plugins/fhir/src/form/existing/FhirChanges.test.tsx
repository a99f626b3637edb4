import { screen, within } from '@testing-library/react';
import { instance, spec } from '../../fixtures/detail';
import { FormBackend } from '../__testUtils__/FormBackend';
import { renderForm, shippedPages } from '../__testUtils__/renderForm';

const pages = shippedPages('fhir-update');
const formData = { instance: instance().id };
const replicas = () => screen.findByRole('textbox', { name: /Replicas/ });
const open = async (
  user: ReturnType<typeof renderForm>['user'],
  section: string,
) => user.click(await screen.findByRole('button', { name: section }));

describe('FhirChanges', () => {
  it('opens with the settings of today', async () => {
    const { user } = renderForm({ pages, formData });
    expect(await replicas()).toHaveValue('2');
    expect(screen.getByDisplayValue('5.0.30')).toBeVisible();
    await open(user, 'Security');
    expect(await screen.findByDisplayValue('api://fhir-cardio')).toBeVisible();
    await open(user, 'Features');
    expect(await screen.findByRole('switch', { name: 'Export' })).toBeChecked();
  });

  it('ends with the difference, and its value is what changed alone', async () => {
    const { user, confirm, create, onCreate } = renderForm({ pages, formData });
    await user.clear(await replicas());
    await user.type(await replicas(), '4');
    await user.tab();
    await open(user, 'Features');
    await user.click(await screen.findByRole('switch', { name: 'Import' }));
    await user.type(
      (await screen.findAllByRole('textbox', { name: /Storage account/ }))[1],
      'https://st.blob.core.windows.net',
    );
    const difference = await screen.findByText('What will change');
    const list = within(difference.parentElement ?? document.body);
    expect(list.getAllByRole('listitem').map(item => item.textContent)).toEqual(
      [
        'Replicas: from 2 to 4',
        'Import: from Disabled to Enabled',
        'Import › Storage account: from not set to https://st.blob.core.windows.net',
      ],
    );
    await confirm();
    await create();
    expect(onCreate).toHaveBeenCalledWith({
      ...formData,
      changes: {
        replicas: 4,
        import: {
          mode: 'Enabled',
          storageAccountUri: 'https://st.blob.core.windows.net',
        },
      },
    });
  });

  it('does not go on without a change', async () => {
    const { confirm } = renderForm({ pages, formData });
    await replicas();
    expect(screen.getByText('Nothing yet.')).toBeVisible();
    await confirm();
    expect(
      (
        await screen.findAllByText(
          'Nothing has changed yet. Change at least one setting.',
        )
      )[0],
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Make it' })).toBeNull();
  });

  it('takes a change back when the old value is set again', async () => {
    const { user } = renderForm({ pages, formData });
    await user.clear(await replicas());
    await user.type(await replicas(), '4');
    await user.tab();
    expect(await screen.findByText(/Replicas: from/)).toBeVisible();
    await user.clear(await replicas());
    await user.type(await replicas(), '2');
    await user.tab();
    expect(await screen.findByText('Nothing yet.')).toBeVisible();
  });

  it('says beside the field what the server would be refused for, and opens its section', async () => {
    const { user, confirm } = renderForm({ pages, formData });
    await replicas();
    await open(user, 'Security');
    const audience = await screen.findByRole('textbox', { name: /Audience/ });
    await user.clear(audience);
    expect(audience).toBeInvalid();
    await confirm();
    expect(
      (await screen.findAllByText(/Audience: This is needed/))[0],
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Make it' })).toBeNull();
  });

  it('does not offer replicas to a server that scales by itself', async () => {
    const { replicas: _replicas, ...rest } = spec;
    renderForm({
      pages,
      formData,
      backend: new FormBackend({
        instances: [
          instance({
            spec: {
              ...rest,
              autoscaling: {
                minReplicas: 2,
                maxReplicas: 6,
                targetCpuPercent: 70,
              },
            },
          }),
        ],
      }),
    });
    expect(
      await screen.findByText(
        'This server scales by itself, between 2 and 6 pods.',
      ),
    ).toBeVisible();
    expect(screen.queryByRole('textbox', { name: /Replicas/ })).toBeNull();
  });

  it('shows the settings but changes nothing for somebody who may not', async () => {
    renderForm({
      pages,
      formData,
      backend: new FormBackend({
        instances: [
          instance({
            allowed: {
              ...instance().allowed,
              update: { allowed: false, reason: 'Ask its owner.' },
            },
          }),
        ],
      }),
    });
    expect(
      await screen.findByText('You may not update this server. Ask its owner.'),
    ).toBeVisible();
    expect(await replicas()).toBeDisabled();
  });

  it('says that the server cannot be read, and tries again on request', async () => {
    const backend = new FormBackend();
    backend.fleet.failures.set(formData.instance, {
      status: 500,
      message: 'The cache is not ready.',
    });
    const { user } = renderForm({ pages, formData, backend });
    expect(await screen.findByText(/The cache is not ready/)).toBeVisible();
    backend.fleet.failures.clear();
    await user.click(screen.getByRole('button', { name: /again/i }));
    expect(await replicas()).toHaveValue('2');
  });
});
