import { screen, within } from '@testing-library/react';
import { renderPage } from '../__testUtils__/renderPage';
import { situations, type SituationName } from '../fixtures/situations';
import { FhirCard } from './FhirCard';

const card = async (situation: SituationName) => {
  const page = renderPage(<FhirCard />, { situation: situations[situation] });
  await screen.findByText('FHIR server');
  await screen.findByText(situations[situation].health.word);
  return page;
};

describe('FhirCard', () => {
  it('has the lines of the final layout while the first answer is on its way', async () => {
    renderPage(<FhirCard />);
    expect(
      screen.getByRole('status', { name: 'Loading the FHIR server' }),
    ).toBeInTheDocument();
    expect(screen.getByText('FHIR server')).toBeInTheDocument();
    expect(await screen.findByText('Ready')).toBeVisible();
  });

  it('says of a well server how to reach it and what it can do', async () => {
    await card('ready');
    expect(
      screen.getByRole('link', { name: /cardio.fhir.example.org/ }),
    ).toHaveAttribute('href', 'https://cardio.fhir.example.org');
    expect(
      screen.getByText(
        'FHIR R4 · server 5.0.30 · 2 of 2 replicas · aks-weu/cardio',
      ),
    ).toBeVisible();
    expect(
      screen.getByText('Sign-in required · export on · audit on'),
    ).toBeVisible();
  });

  it('says first that a server has no sign-in', async () => {
    const { ready } = situations;
    const facts = ready.facts.map(fact =>
      fact.key === 'security' ? { ...fact, state: 'off' as const } : fact,
    );
    renderPage(<FhirCard />, { situation: { ...ready, facts } });
    expect(
      await screen.findByText('No sign-in · export on · audit on'),
    ).toBeVisible();
  });

  it.each<SituationName>([
    'image-pull-failed',
    'crash-loop',
    'unschedulable',
    'slow-start',
    'degraded',
    'identity-refused',
    'host-refused',
    'spec-invalid',
    'paused',
    'sleeping',
    'deleting',
  ])('says why and what next: %s', async situation => {
    await card(situation);
    const { sentence, next } = situations[situation].health;
    expect(screen.getByText(sentence)).toBeVisible();
    expect(screen.queryAllByText(`Next: ${next}`)).toHaveLength(next ? 1 : 0);
  });

  it('says what still serves while a new version fails', async () => {
    await card('image-pull-failed');
    expect(
      screen.getByText('FHIR R4 · 1 of 2 replicas still serve 5.0.30'),
    ).toBeVisible();
  });

  it('leads to the form of an update with the server filled in, and to the reason', async () => {
    await card('image-pull-failed');
    const update = screen.getByRole('link', { name: 'Update…' });
    const url = new URL(update.getAttribute('href') ?? '', 'http://portal');
    expect(url.pathname).toBe('/create/templates/default/fhir-update');
    expect(JSON.parse(url.searchParams.get('formData') ?? '')).toEqual({
      instance: 'aks-weu/cardio/cardio',
    });
    expect(screen.getByRole('link', { name: /See why/ })).toHaveAttribute(
      'href',
      '/catalog/cardio/resource/cardio/fhir',
    );
  });

  it('offers no update of a server that is being deleted', async () => {
    await card('deleting');
    expect(
      screen.queryByRole('link', { name: /Update/ }),
    ).not.toBeInTheDocument();
  });

  it('shows an update that is not allowed, with the reason', async () => {
    const situation = {
      ...situations['crash-loop'],
      allowed: situations['read-only'].allowed,
    };
    renderPage(<FhirCard />, { situation });
    const update = await screen.findByRole('link', { name: /Update…/ });
    expect(update).toHaveAttribute('aria-disabled', 'true');
    expect(update).not.toHaveAttribute('href');
    expect(update).toHaveAccessibleName(
      'Update… Only the owner may update it.',
    );
  });

  it('changes its words in place when the server changes, and says so', async () => {
    const page = await card('slow-start');
    const { health, readyReplicas } = situations.ready;
    await page.setDetail({ health, readyReplicas, softwareVersion: '5.0.30' });
    expect(await screen.findByText('Ready')).toBeVisible();
    expect(screen.queryByText('Progressing')).not.toBeInTheDocument();
    expect(
      within(screen.getByText(/^cardio is Ready/)).getByText(
        'cardio is Ready. All 2 replicas serve FHIR R4.',
      ),
    ).toHaveAttribute('role', 'status');
  });

  it('says of an entity that names no server what is missing', () => {
    renderPage(<FhirCard />, {
      situation: { ...situations.ready, id: 'cardio' },
    });
    expect(
      screen.getByRole('heading', { name: 'This entity names no FHIR server' }),
    ).toBeVisible();
  });
});
