import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ClusterState } from '@fhir-on-aks/plugin-fhir-common';
import { ago } from '../fixtures/ago';
import { FixtureFhirApi } from '../fixtures/FixtureFhirApi';
import { renderPage } from '../__testUtils__/renderPage';
import { situations } from '../fixtures/situations';
import { FhirTab } from '../tab/FhirTab';

const id = 'aks-weu/cardio/cardio';

describe('what stands between the reader and a server', () => {
  it('gone: the entity is still here, the server is not', async () => {
    show({ failure: { status: 404, message: 'gone' } });
    expect(await title('This FHIR server is gone')).toBeVisible();
    expect(screen.getByText(new RegExp(id))).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'All FHIR servers' }),
    ).toHaveAttribute('href', '/fhir');
  });

  it('forbidden: why, and whom to ask', async () => {
    show({ failure: { status: 403, message: 'You may not read it.' } });
    expect(await title('You may not see this FHIR server')).toBeVisible();
    expect(screen.getByText('You may not read it.')).toBeVisible();
    expect(
      screen.getByRole('link', { name: /cardiology/ }),
    ).toBeInTheDocument();
  });

  it.each<[ClusterState['state'], string, string]>([
    [
      'crd-missing',
      'Cluster AKS West Europe does not know FHIR servers yet',
      'kubectl apply --server-side -f deploy/crd/fhirs.yaml',
    ],
    [
      'forbidden',
      'Cluster AKS West Europe does not let the portal read',
      'The service account of the portal needs the role fhir-viewer there.',
    ],
    [
      'unreachable',
      'Cluster AKS West Europe cannot be reached',
      'Nothing is known about this server until the cluster answers again. Nothing was removed.',
    ],
    [
      'loading',
      'Reading cluster AKS West Europe',
      'The first answer of a cluster takes a few seconds.',
    ],
  ])('a cluster that is %s', async (state, heading, text) => {
    show({
      failure: { status: 503, message: 'no answer' },
      cluster: { name: 'aks-weu', title: 'AKS West Europe', state },
    });
    expect(await title(heading)).toBeVisible();
    expect(screen.getByText(text)).toBeVisible();
  });

  it('failed: what, why, the request id to copy, and another try that helps', async () => {
    const { api } = show({
      failure: { status: 500, message: 'socket hang up' },
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The FHIR server cannot be shown');
    expect(alert).toHaveTextContent('socket hang up');
    expect(
      screen.getByRole('button', { name: 'Copy 7f3a54d7b7aa' }),
    ).toBeVisible();

    api.fleet.failures.clear();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('All 2 replicas serve FHIR R4.'),
    ).toBeVisible();
  });

  it('a cluster that was lost: the last known state, and of when it is', async () => {
    renderPage(<FhirTab />, { situation: situations['cluster-unreachable'] });
    expect(
      await screen.findByText('Cluster AKS North Europe cannot be reached'),
    ).toBeVisible();
    const asOf = new Date(ago(7)).toLocaleTimeString(undefined, {
      hour: '2-digit',
      minute: '2-digit',
    });
    expect(
      screen.getByText(new RegExp(`last known state, as of .*${asOf}`)),
    ).toBeVisible();
    expect(screen.getByText('All 2 replicas serve FHIR R4.')).toBeVisible();
  });

  it('a portal that was lost keeps what it said last', async () => {
    const page = show({});
    await screen.findByText('All 2 replicas serve FHIR R4.');
    page.api.fleet.failures.set(id, { status: 500, message: 'down' });
    await page.setDetail({});
    expect(
      await screen.findByText(/The portal does not answer right now/),
    ).toBeVisible();
    expect(screen.getByText('All 2 replicas serve FHIR R4.')).toBeVisible();
  });
});

function show(options: {
  failure?: { status: number; message: string };
  cluster?: ClusterState;
}) {
  const { failure, cluster = situations.ready.clusterState } = options;
  const api = new FixtureFhirApi({
    clusters: [cluster],
    failures: new Map(failure ? [[id, failure]] : []),
  });
  return renderPage(<FhirTab />, { api });
}

function title(name: string) {
  return screen.findByRole('heading', { name });
}
