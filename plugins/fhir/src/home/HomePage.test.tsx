import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FixtureFhirApi } from '../fixtures/FixtureFhirApi';
import { renderPage } from '../__testUtils__/renderPage';
import { situations } from '../fixtures/situations';
import { HomePage } from './HomePage';

const mine = { ...situations['crash-loop'], id: 'a/b/mine', name: 'mine' };
const theirs = {
  ...situations.ready,
  id: 'a/b/theirs',
  name: 'theirs',
  owner: 'group:default/radiology',
};
const well = { ...situations.ready, id: 'a/b/well', name: 'well' };

describe('HomePage', () => {
  it('says in one sentence what the portal gives, with one big button', async () => {
    await open();
    expect(screen.getByText(/a form, about a minute, and a URL/)).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'New FHIR server' }),
    ).toHaveAttribute('href', '/create/templates/default/fhir-instance');
  });

  it('lists the servers of my teams, what is wrong first and with its sentence', async () => {
    await open();
    const list = await screen.findByRole('list', {
      name: 'Servers of my teams',
    });
    const servers = within(list).getAllByRole('listitem');
    expect(servers).toHaveLength(2);
    expect(servers[0]).toHaveTextContent('mine');
    expect(servers[0]).toHaveTextContent('Failed');
    expect(servers[0]).toHaveTextContent(mine.health.sentence);
    expect(servers[1]).toHaveTextContent('well');
    expect(within(servers[1]).getByRole('link')).toHaveAttribute(
      'href',
      '/fhir/a/b/well',
    );
  });

  it('tells the last changes of all servers', async () => {
    await open();
    const list = within(
      await screen.findByRole('list', { name: 'Last changes' }),
    );
    expect(list.getAllByRole('listitem')[0]).toHaveTextContent(/^mineFailed/);
    expect(list.getAllByText('Created')).toHaveLength(3);
  });

  it('says that my teams have none, and that nothing has happened', async () => {
    await open({ instances: [] });
    expect(
      await screen.findByText('Your teams have no FHIR server yet.'),
    ).toBeVisible();
    expect(screen.getByText('Nothing has happened yet.')).toBeVisible();
  });

  it('links to the fleet, the documentation and the API', async () => {
    await open();
    const links = within(
      screen.getByRole('navigation', { name: 'Find your way' }),
    );
    expect(
      links.getAllByRole('link').map(link => link.getAttribute('href')),
    ).toEqual([
      '/fhir',
      '/docs/default/component/fhir-on-aks',
      '/docs/default/component/fhir-on-aks/api/',
    ]);
  });

  it('keeps button and links when the list fails', async () => {
    await open({
      failures: new Map([['list', { status: 500, message: 'no database' }]]),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('no database');
    expect(screen.getByRole('link', { name: 'New FHIR server' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Documentation' })).toBeVisible();
  });

  it('? lists the keys', async () => {
    await open();
    await userEvent.keyboard('?');
    expect(
      await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }),
    ).toHaveTextContent('New FHIR server');
  });

  it('says at most eight, and how many more there are', async () => {
    const many = Array.from({ length: 11 }, (_, number) => ({
      ...well,
      id: `a/b/s${number}`,
      name: `s${number}`,
    }));
    await open({ instances: many });
    expect(await screen.findByRole('link', { name: '3 more' })).toHaveAttribute(
      'href',
      '/fhir',
    );
  });
});

async function open(
  fleet: ConstructorParameters<typeof FixtureFhirApi>[0] = {},
) {
  const api = new FixtureFhirApi({
    instances: [well, theirs, mine],
    clusters: [situations.ready.clusterState],
    ...fleet,
  });
  renderPage(<HomePage />, { api });
  await screen.findByRole('link', { name: 'New FHIR server' });
}
