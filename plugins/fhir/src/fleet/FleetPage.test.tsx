import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import type { InstanceDetail } from '@fhir-on-aks/plugin-fhir-common';
import { FixtureFhirApi } from '../fixtures/FixtureFhirApi';
import { instance } from '../fixtures/detail';
import { renderPage } from '../__testUtils__/renderPage';
import { setScreenWidth } from '../__testUtils__/screenWidth';
import { situations } from '../fixtures/situations';
import { FleetPage } from './FleetPage';

const named = (situation: InstanceDetail, name: string): InstanceDetail => ({
  ...situation,
  id: `aks-weu/cardio/${name}`,
  name,
});
const fleet = [
  named(situations.ready, 'well'),
  named(situations['crash-loop'], 'crashed'),
  named(situations['rolling-out'], 'rolling'),
  named(situations.paused, 'resting'),
];

describe('FleetPage', () => {
  afterEach(() => setScreenWidth(1440));

  it('has tiles and table before the first answer', async () => {
    open();
    expect(screen.getByRole('button', { name: /^Ready/ })).toBeInTheDocument();
    expect(
      screen.getByRole('columnheader', { name: /Owner/ }),
    ).toBeInTheDocument();
    await rows(4);
  });

  it('shows every server with all its columns, what is wrong first', async () => {
    open();
    const [first, , , last] = await rows(4);
    expect(cellsOf(first)).toEqual([
      'crashedCardiology',
      'Failed',
      'R4',
      '5.0.30',
      '0/2',
      'cardiology',
      'aks-weu / cardio',
      expect.anything(),
    ]);
    expect(cellsOf(last)[0]).toBe('wellCardiology');
    expect(first).toHaveAttribute('data-href', '/fhir/aks-weu/cardio/crashed');
  });

  it('a tile shows only its own, in the URL too, and all again when pressed once more', async () => {
    open();
    await rows(4);
    const tile = screen.getByRole('button', { name: /Degraded or Failed/ });
    expect(tile).toHaveTextContent('1');
    await userEvent.click(tile);
    await rows(1);
    expect(tile).toHaveAttribute('aria-pressed', 'true');
    expect(address()).toBe('/?health=broken');
    await userEvent.click(tile);
    await rows(4);
    expect(address()).toBe('/');
  });

  it('searches as one types, and writes the search into the URL when the typing rests', async () => {
    open();
    await rows(4);
    await userEvent.type(
      screen.getByRole('searchbox', { name: /Search by name/ }),
      'roll',
    );
    await rows(1);
    expect(screen.getByText('1 of 4 servers')).toBeVisible();
    await waitFor(() => expect(address()).toBe('/?q=roll'));
  });

  it('opens with what the URL asks for', async () => {
    open({ at: '/?q=cardio&health=paused' });
    const [only] = await rows(1);
    expect(only).toHaveTextContent('resting');
    expect(screen.getByRole('searchbox')).toHaveValue('cardio');
  });

  it('sorts by the column that is pressed, in the URL too', async () => {
    open();
    await rows(4);
    await userEvent.click(screen.getByRole('columnheader', { name: /Name/ }));
    expect(address()).toBe('/?sort=name');
    expect((await rows(4))[0]).toHaveTextContent('crashed');
    await userEvent.click(screen.getByRole('columnheader', { name: /Name/ }));
    expect(address()).toBe('/?sort=-name');
    expect((await rows(4))[0]).toHaveTextContent('well');
  });

  it('says when nothing matches, and shows all again', async () => {
    open({ at: '/?q=moon&health=broken' });
    expect(
      await screen.findByRole('heading', { name: 'No server matches' }),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear search and filters' }),
    );
    await rows(4);
    expect(address()).toBe('/');
  });

  it('leads to the form when there is no server yet', async () => {
    open({ instances: [], clusters: [situations.ready.clusterState] });
    expect(
      await screen.findByRole('heading', { name: 'No FHIR servers yet' }),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'New FHIR server' }),
    ).toHaveAttribute('href', '/create/templates/default/fhir-instance');
  });

  it('says that the portal knows no cluster', async () => {
    open({ instances: [], clusters: [] });
    expect(
      await screen.findByRole('heading', {
        name: 'This portal knows no cluster yet',
      }),
    ).toBeVisible();
  });

  it('does not say that there is nothing while no cluster answers', async () => {
    const { clusterState } = situations['cluster-unreachable'];
    open({ instances: [], clusters: [clusterState] });
    expect(
      await screen.findByText('Cluster AKS North Europe cannot be reached'),
    ).toBeVisible();
    expect(screen.queryByText('No FHIR servers yet')).not.toBeInTheDocument();
  });

  it('shows the servers of the other clusters beside the message of the one that is down', async () => {
    open({ instances: [...fleet, situations['cluster-unreachable']] });
    expect(
      await screen.findByText('Cluster AKS North Europe cannot be reached'),
    ).toBeVisible();
    await rows(5);
  });

  it('says what failed, and tries again', async () => {
    const { api } = open({
      failures: new Map([['list', { status: 500, message: 'no database' }]]),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('no database');
    api.fleet.failures.clear();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await rows(4);
  });

  it('changes a row in place after a signal', async () => {
    const page = open();
    await rows(4);
    const { health } = situations.degraded;
    await page.setDetail({ health });
    await screen.findByText('Degraded', undefined, { timeout: 4_000 });
    expect((await rows(4))[1]).toHaveTextContent('wellCardiologyDegraded');
  });

  it('draws a page of many rows, and counts all of them', async () => {
    const many = Array.from({ length: 10_000 }, (_, number) =>
      named(situations.ready, `server-${number}`),
    );
    open({ instances: many });
    await rows(50);
    expect(screen.getByText('10000 of 10000 servers')).toBeVisible();
  });

  it('is a list on a narrow screen', async () => {
    setScreenWidth(390);
    open({
      instances: Array.from({ length: 60 }, (_, n) =>
        named(instance(), `s${n}`),
      ),
    });
    const list = await screen.findByRole('list', { name: 'FHIR servers' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(50);
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(within(list).getAllByRole('listitem')).toHaveLength(60);
  });

  it('/ goes to the search', async () => {
    open();
    await rows(4);
    await userEvent.keyboard('/');
    expect(screen.getByRole('searchbox')).toHaveFocus();
  });
});

function open(
  options: ConstructorParameters<typeof FixtureFhirApi>[0] & {
    at?: string;
  } = {},
) {
  const { at, ...difference } = options;
  const api = new FixtureFhirApi({ instances: fleet, ...difference });
  return renderPage(
    <>
      <FleetPage />
      <Address />
    </>,
    { api, at },
  );
}

function Address() {
  const { pathname, search } = useLocation();
  return <span data-testid="address">{pathname + search}</span>;
}

function address() {
  return screen.getByTestId('address').textContent;
}

async function rows(count: number): Promise<HTMLElement[]> {
  await waitFor(() => {
    const [, ...body] = screen.getAllByRole('row');
    expect(body).toHaveLength(count);
    expect(body[0]).toHaveTextContent(
      /Ready|Failed|Progressing|Paused|Degraded/,
    );
  });
  return screen.getAllByRole('row').slice(1);
}

function cellsOf(row: HTMLElement): Array<string | null> {
  return [
    ...within(row).getAllByRole('rowheader'),
    ...within(row).getAllByRole('gridcell'),
  ].map(({ textContent }) => textContent);
}
