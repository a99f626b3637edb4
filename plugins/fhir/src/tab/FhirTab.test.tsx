import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { crashedLog } from '../fixtures/log';
import { FixtureFhirApi } from '../fixtures/FixtureFhirApi';
import { renderPage } from '../__testUtils__/renderPage';
import { situations, type SituationName } from '../fixtures/situations';
import { FhirTab } from './FhirTab';

const tab = async (situation: SituationName) => {
  const page = renderPage(<FhirTab />, { situation: situations[situation] });
  await screen.findByText(situations[situation].health.sentence);
  return page;
};
const block = (title: string) =>
  within(screen.getByRole('region', { name: title }));

describe('FhirTab', () => {
  it('has the blocks of the final layout while the first answer is on its way', async () => {
    renderPage(<FhirTab />);
    expect(
      screen.getByRole('status', { name: 'Loading the FHIR server' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('All 2 replicas serve FHIR R4.'),
    ).toBeVisible();
  });

  it.each(Object.keys(situations) as SituationName[])(
    'says the word, the sentence and the next step: %s',
    async situation => {
      await tab(situation);
      const { word, next } = situations[situation].health;
      const status = within(
        screen.getByRole('region', { name: 'FHIR server' }),
      );
      expect(status.getByText(word)).toBeVisible();
      expect(status.queryAllByText(`Next: ${next}`)).toHaveLength(next ? 1 : 0);
    },
  );

  it('walks the road from spec to server in order, each stop with its word', async () => {
    await tab('identity-refused');
    const road = within(
      screen.getByRole('navigation', { name: 'From spec to server' }),
    );
    expect(
      road.getAllByRole('button').map(stop => stop.getAttribute('aria-label')),
    ).toEqual([
      'Accepted: done',
      'Identity: failed',
      'Workload: done',
      'Exposed: done',
      'Server: done',
    ]);
  });

  it('opens the message and the time of a stop, and Escape closes them', async () => {
    await tab('identity-refused');
    const stop = screen.getByRole('button', { name: 'Identity: failed' });
    await userEvent.click(stop);
    const said = await screen.findByRole('dialog');
    expect(said).toHaveTextContent('AADSTS70021');
    expect(said).toHaveTextContent('IdentityRefused');
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await waitFor(() => expect(stop).toHaveFocus());
  });

  it('tells how to use a server that asks for a sign-in', async () => {
    await tab('ready');
    const use = block('Use it');
    expect(use.getByRole('link', { name: '/metadata' })).toHaveAttribute(
      'href',
      'https://cardio.fhir.example.org/metadata',
    );
    expect(use.getByRole('region', { name: 'Try it' })).toHaveTextContent(
      'curl -H "Authorization: Bearer $TOKEN" "https://cardio.fhir.example.org/Patient?_count=3"',
    );
    expect(use.getByText('api://fhir-cardio')).toBeVisible();
    expect(use.getByText(/globalReader reads/)).toBeVisible();
  });

  it('warns of a server without sign-in', async () => {
    const { ready } = situations;
    const security = { ...ready.spec.security, mode: 'Disabled' as const };
    renderPage(<FhirTab />, {
      situation: { ...ready, spec: { ...ready.spec, security } },
    });
    expect(
      await screen.findByText(/anyone who reaches this address/),
    ).toBeVisible();
    expect(screen.queryByText(/Bearer/)).not.toBeInTheDocument();
  });

  it('names the address inside the cluster when there is none outside', async () => {
    await tab('host-refused');
    expect(
      block('Use it').getByText(/http:\/\/cardio.cardio.svc/),
    ).toBeVisible();
  });

  it.each<[SituationName, RegExp]>([
    ['crash-loop', /works as soon as the server is Ready/],
    ['deleting', /goes with the server/],
  ])('says of the address of %s that it %s', async (situation, sentence) => {
    await tab(situation);
    expect(block('Use it').getByText(sentence)).toBeVisible();
  });

  it('lists what is on and off, each with its fact', async () => {
    await tab('ready');
    const lines = block('Settings')
      .getAllByRole('listitem')
      .map(line => line.textContent);
    expect(lines).toContain('Export onstfhir.blob.core.windows.net');
    expect(lines).toContain('Telemetry off');
  });

  it.each<[SituationName, string, string]>([
    ['rolling-out', 'Rolling out', 'New: cardio-84bf 0/1'],
    ['rolling-out', 'Rolling out', 'Old: cardio-7c9d 1/1'],
    ['unschedulable', 'What the cluster says', '3 Insufficient memory'],
    ['image-pull-failed', 'What the cluster says', 'manifest unknown'],
    ['deleting', 'What is left', 'Pod cardio-84bf-q7'],
  ])('shows the evidence of %s under "%s"', async (situation, title, text) => {
    await tab(situation);
    expect(
      block(title)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent)
        .join('\n'),
    ).toContain(text);
  });

  it('shows the last lines before a crash', async () => {
    const api = new FixtureFhirApi({
      instances: [situations['crash-loop']],
      log: crashedLog,
    });
    renderPage(<FhirTab />, { situation: situations['crash-loop'], api });
    await screen.findByText(situations['crash-loop'].health.sentence);
    const lines = block('Last lines before the crash');
    expect(
      await lines.findByRole('region', {
        name: 'Previous run: cardio-84bf-q7',
      }),
    ).toHaveTextContent("Login failed for user 'fhir-cardio'.");
    expect(api.calls).toContain('readLog cardio-84bf-q7 fhir previous');
  });

  it('lists the events, warnings by word and not by colour alone', async () => {
    await tab('image-pull-failed');
    const events = within(screen.getByRole('table', { name: 'Events' }));
    const [, warning] = events.getAllByRole('row');
    expect(within(warning).getByRole('img', { name: 'Warning' })).toBeVisible();
    expect(warning).toHaveTextContent('(4 times)');
    expect(warning).toHaveTextContent('Pod cardio-84bf-q7');
  });
});
