import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../__testUtils__/renderPage';
import { setScreenWidth } from '../__testUtils__/screenWidth';
import { situations, type SituationName } from '../fixtures/situations';
import { FhirTab } from './FhirTab';

const tab = async (situation: SituationName = 'ready') => {
  const page = renderPage(<FhirTab />, { situation: situations[situation] });
  await screen.findByText(situations[situation].health.sentence);
  return page;
};
const tree = () => within(screen.getByRole('table', { name: 'Made of' }));
const formOf = (link: HTMLElement) => {
  const url = new URL(link.getAttribute('href') ?? '', 'http://portal');
  return [url.pathname, url.searchParams.get('formData')];
};

describe('the actions of a server', () => {
  afterEach(() => setScreenWidth(1440));

  it.each([
    ['Update…', 'fhir-update'],
    ['Deprovision…', 'fhir-deprovision'],
  ])('%s opens its form with the server filled in', async (label, template) => {
    await tab();
    expect(formOf(screen.getByRole('link', { name: label }))).toEqual([
      `/create/templates/default/${template}`,
      JSON.stringify({ instance: 'aks-weu/cardio/cardio' }),
    ]);
  });

  it('shows what is not allowed, dimmed and with the reason', async () => {
    await tab('deletion-protected');
    const deprovision = screen.getByRole('link', { name: /Deprovision/ });
    expect(deprovision).toHaveAttribute('aria-disabled', 'true');
    expect(deprovision).toHaveAccessibleName(
      'Deprovision… Deletion protection is on. Turn it off with Update first.',
    );
    expect(screen.getByText('· Deletion protected')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Update…' })).toHaveAttribute(
      'href',
    );
  });

  it('are all in the menu on a narrow screen, with the reasons', async () => {
    setScreenWidth(390);
    await tab('read-only');
    await userEvent.click(
      screen.getByRole('button', { name: 'More FHIR actions' }),
    );
    const update = await screen.findByRole('menuitem', { name: /^Update…/ });
    expect(update).toHaveTextContent('Only the owner may update it.');
    expect(update).toHaveAttribute('aria-disabled', 'true');
  });

  it('lists kubectl commands to copy', async () => {
    await tab();
    await userEvent.click(
      screen.getByRole('button', { name: 'More FHIR actions' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'kubectl commands' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByText('kubectl -n cardio get fhir cardio'),
    ).toBeInTheDocument();
  });

  it('link to the identity in Azure', async () => {
    await tab();
    await userEvent.click(
      screen.getByRole('button', { name: 'More FHIR actions' }),
    );
    expect(
      await screen.findByRole('menuitem', { name: 'Identity in Azure' }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining('/userAssignedIdentities/id-cardio-cardio'),
    );
  });
});

describe('what a server is made of', () => {
  it('is a tree by ownership that opens and closes', async () => {
    await tab();
    expect(
      tree().getByRole('button', { name: 'Pod cardio-7c9d-x1' }),
    ).toBeVisible();
    const toggle = tree().getByRole('button', {
      name: 'Hide what ReplicaSet cardio-7c9d is made of',
    });
    expect(toggle).toHaveAttribute('aria-expanded', 'true');
    await userEvent.click(toggle);
    expect(
      tree().queryByRole('button', { name: 'Pod cardio-7c9d-x1' }),
    ).not.toBeInTheDocument();
    expect(toggle).toHaveAttribute('aria-expanded', 'false');
  });

  it('keeps closed rows, focus and the open panel when the server changes', async () => {
    const page = await tab();
    await userEvent.click(
      tree().getByRole('button', {
        name: 'Hide what ReplicaSet cardio-7c9d is made of',
      }),
    );
    const service = tree().getByRole('button', { name: 'Service cardio' });
    service.focus();
    const { children, health, conditions } = situations['rolling-out'];
    await page.setDetail({ children, health, conditions });

    expect(await screen.findByText(health.sentence)).toBeVisible();
    expect(
      tree().getByRole('button', { name: 'Service cardio' }),
    ).toHaveFocus();
    expect(
      tree().queryByRole('button', { name: 'Pod cardio-7c9d-x1' }),
    ).not.toBeInTheDocument();
    expect(
      tree().getByRole('button', { name: 'Pod cardio-84bf-q7' }),
    ).toBeVisible();
  });

  it('opens an object beside the page; Escape closes it and gives the focus back', async () => {
    await tab('crash-loop');
    const pod = tree().getByRole('button', { name: 'Pod cardio-84bf-q7' });
    await userEvent.click(pod);
    const panel = screen.getByRole('dialog', { name: /Pod cardio-84bf-q7/ });
    expect(panel).toHaveTextContent('CrashLoopBackOff');
    expect(panel).toHaveTextContent('exit code 139');

    await userEvent.click(within(panel).getByRole('tab', { name: 'Events' }));
    expect(panel).toHaveTextContent('Back-off restarting failed container');

    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(panel).not.toBeInTheDocument());
    expect(pod).toHaveFocus();
  });

  it('shows an object desired, live, and the difference of what was asked for', async () => {
    await tab();
    await userEvent.click(
      tree().getByRole('button', { name: 'Deployment cardio' }),
    );
    const panel = within(screen.getByRole('dialog'));
    await userEvent.click(panel.getByRole('tab', { name: 'Manifest' }));
    expect(
      await panel.findByRole('region', { name: 'Live' }),
    ).toHaveTextContent('replicas: 3');
    await userEvent.click(panel.getByRole('radio', { name: 'Difference' }));
    const difference = panel.getByRole('region', { name: 'Difference' });
    expect(difference).toHaveTextContent('only desired replicas: 2');
    expect(difference).toHaveTextContent('only live replicas: 3');
    expect(difference).not.toHaveTextContent('revisionHistoryLimit');
  });

  it('says of an object that the operator does not write that nothing is desired', async () => {
    await tab();
    await userEvent.click(
      tree().getByRole('button', { name: 'Pod cardio-7c9d-x1' }),
    );
    const panel = within(screen.getByRole('dialog'));
    await userEvent.click(panel.getByRole('tab', { name: 'Manifest' }));
    await userEvent.click(await panel.findByRole('radio', { name: 'Desired' }));
    expect(
      panel.getByText(/The operator does not write this object/),
    ).toBeVisible();
  });
});

describe('the keys of the tab', () => {
  it('? lists them, Escape closes the list', async () => {
    await tab();
    await userEvent.keyboard('?');
    const list = await screen.findByRole('dialog', {
      name: 'Keyboard shortcuts',
    });
    expect(list).toHaveTextContent('Go to the logs');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(list).not.toBeInTheDocument());
  });

  it('m opens the manifest of the Fhir itself', async () => {
    await tab();
    await userEvent.keyboard('m');
    const panel = within(await screen.findByRole('dialog', { name: /Fhir/ }));
    expect(await panel.findByText(/fhirVersion: R4/)).toBeVisible();
  });

  it('l goes to the logs', async () => {
    Element.prototype.scrollIntoView = jest.fn();
    await tab();
    await userEvent.keyboard('l');
    expect(document.activeElement).toContainElement(
      screen.getByRole('region', { name: 'Logs' }),
    );
  });

  it('do nothing while somebody types, or when they are turned off', async () => {
    await tab();
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Find in the log' }),
      'mum',
    );
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('heading', { name: 'Logs' }));

    await userEvent.keyboard('?');
    await userEvent.click(
      await screen.findByRole('switch', { name: 'Single-key shortcuts' }),
    );
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    await userEvent.keyboard('m');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });
});
