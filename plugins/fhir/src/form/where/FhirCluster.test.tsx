import { screen, within } from '@testing-library/react';
import { choice, FormBackend } from '../__testUtils__/FormBackend';
import { renderForm, shippedPage } from '../__testUtils__/renderForm';

const pages = shippedPage('Where');
const down = choice({
  name: 'aks-neu',
  title: 'AKS North Europe',
  state: 'unreachable',
  message: 'It does not answer.',
});
const field = () => screen.findByRole('button', { name: /Cluster/ });
const chosen = (title: string) =>
  screen.findByRole('button', { name: new RegExp(`${title}.*Cluster`) });
const values = { size: 'Small', replicas: 1 };

describe('FhirCluster', () => {
  it('chooses the only cluster by itself', async () => {
    const { confirm, create, onCreate } = renderForm({
      pages,
      backend: new FormBackend({
        clusters: [choice({ namespaces: ['cardiology'] })],
      }),
    });
    expect(await chosen('AKS West Europe')).toBeVisible();
    await confirm();
    await create();
    expect(onCreate).toHaveBeenCalledWith({
      ...values,
      cluster: 'aks-weu',
      namespace: 'cardiology',
    });
  });

  it('chooses the only one that answers, and shows why the other cannot be chosen', async () => {
    const { user } = renderForm({
      pages,
      backend: new FormBackend({ clusters: [down, choice()] }),
    });
    expect(await chosen('AKS West Europe')).toBeVisible();
    await user.click(await field());
    const option = await screen.findByRole('option', {
      name: /AKS North Europe/,
    });
    expect(option).toHaveAttribute('aria-disabled', 'true');
    expect(within(option).getByText('It does not answer.')).toBeVisible();
  });

  it('leaves the choice open between two that answer; it is made by keyboard', async () => {
    const { user } = renderForm({
      pages,
      backend: new FormBackend({
        clusters: [choice(), choice({ name: 'aks-fr', title: 'AKS France' })],
      }),
    });
    expect(await chosen('Choose …')).toBeVisible();
    await user.tab();
    await user.keyboard('{Enter}{ArrowDown}{Enter}');
    expect(await chosen('AKS France')).toBeVisible();
  });

  it('says when a cluster that was chosen stopped answering, and does not go on', async () => {
    const { confirm } = renderForm({
      pages,
      formData: { cluster: 'aks-neu', namespace: 'cardiology' },
      backend: new FormBackend({ clusters: [down, choice()] }),
    });
    const message = 'AKS North Europe cannot be used now: It does not answer.';
    expect(await screen.findByText(message)).toBeVisible();
    await confirm();
    expect(screen.queryByRole('button', { name: 'Make it' })).toBeNull();
  });

  it('names the clusters that there are when a link names another one', async () => {
    renderForm({ pages, formData: { cluster: 'aks' } });
    expect(
      await screen.findByText(
        'The portal has no cluster "aks". Choose one of: aks-weu.',
      ),
    ).toBeVisible();
  });

  it('says that the choices cannot be loaded, and why', async () => {
    const backend = new FormBackend();
    backend.down = new Error('The portal could not be reached.');
    renderForm({ pages, backend });
    expect(
      await screen.findByText(
        'The choices cannot be loaded: The portal could not be reached.',
      ),
    ).toBeVisible();
  });

  it('waits for the choices with the layout that it will have', async () => {
    const backend = new FormBackend();
    jest.spyOn(backend, 'listClusters').mockReturnValue(new Promise(() => {}));
    renderForm({ pages, backend });
    expect(await field()).toHaveTextContent('Loading …');
    expect(await field()).toBeDisabled();
  });
});
