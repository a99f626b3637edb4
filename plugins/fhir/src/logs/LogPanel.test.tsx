import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FixtureFhirApi } from '../fixtures/FixtureFhirApi';
import { pod } from '../fixtures/children';
import { renderPage } from '../__testUtils__/renderPage';
import { situations } from '../fixtures/situations';
import { MAX_LOG_LINES } from './LogBuffer';
import { LogPanel } from './LogPanel';

const id = 'aks-weu/cardio/cardio';
const pods = [
  pod('cardio-x1', { containers: ['fhir', 'proxy'] }),
  pod('cardio-x2'),
];

describe('LogPanel', () => {
  it('follows the log of the first pod, and colours the lines by their level', async () => {
    const { api } = await open();
    expect(api.calls).toEqual(['readLog cardio-x1 fhir follow']);
    expect(lineWith('Starting the FHIR server')).toHaveAttribute(
      'data-level',
      'info',
    );
    expect(lineWith('older than 10 minutes')).toHaveAttribute(
      'data-level',
      'warning',
    );
    expect(lineWith('closed by the database')).toHaveAttribute(
      'data-level',
      'error',
    );
  });

  it('reads another pod, another container, the previous run', async () => {
    const { api } = await open();
    await choose('Container', 'proxy');
    await choose('Pod', 'cardio-x2');
    expect(screen.queryByRole('button', { name: /Container/ })).toBeNull();
    await userEvent.click(screen.getByRole('switch', { name: 'Previous run' }));
    expect(api.calls).toEqual([
      'readLog cardio-x1 fhir follow',
      'readLog cardio-x1 proxy follow',
      'readLog cardio-x2 fhir follow',
      'readLog cardio-x2 fhir previous',
    ]);
    expect(screen.getByRole('switch', { name: 'Follow' })).toBeDisabled();
  });

  it('finds, goes from match to match and around, and says where it is', async () => {
    await open();
    const field = screen.getByRole('searchbox', { name: 'Find in the log' });
    await userEvent.type(field, 'SCHEMA');
    expect(screen.getByText('0 of 1')).toBeVisible();
    await userEvent.clear(field);
    await userEvent.type(field, 'fhir{Enter}');
    expect(screen.getByText('1 of 4')).toBeVisible();
    expect(lineWith('Starting the FHIR')).toHaveAttribute('data-current');
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    expect(screen.getByText('4 of 4')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Next match' }));
    expect(screen.getByText('1 of 4')).toBeVisible();
    await userEvent.type(field, ' moon');
    expect(screen.getByText('Not found')).toBeVisible();
  });

  it('stops following while somebody reads, until the button or the end', async () => {
    await open();
    const window = screen.getByRole('region', { name: /^Log of fhir/ });
    scrollTo(window, 100);
    const resume = await screen.findByRole('button', {
      name: /Paused while you read/,
    });
    await userEvent.click(resume);
    expect(window.scrollTop).toBe(2_000);
    expect(resume).not.toBeInTheDocument();
  });

  it('wraps long lines, or not', async () => {
    await open();
    const window = screen.getByRole('region', { name: /^Log of fhir/ });
    expect(window).toHaveAttribute('data-wrap', 'true');
    await userEvent.click(screen.getByRole('button', { name: 'Wrap lines' }));
    expect(window).toHaveAttribute('data-wrap', 'false');
  });

  it('saves the lines as a file', async () => {
    await open();
    const saved: Blob[] = [];
    URL.createObjectURL = blob => {
      if (blob instanceof Blob) saved.push(blob);
      return 'blob:log';
    };
    URL.revokeObjectURL = () => {};
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation();
    await userEvent.click(
      screen.getByRole('button', { name: 'Download the log' }),
    );
    expect(click).toHaveBeenCalledTimes(1);
    expect(saved[0].size).toBeGreaterThan(500);
  });

  it('keeps the last lines of a long log, and says so', async () => {
    const log = Array.from(
      { length: MAX_LOG_LINES + 10 },
      (_, number) => `line ${number}\n`,
    ).join('');
    await open({ log, until: 'Only the last 5000 lines are kept.' });
    const lines = document.querySelectorAll('[data-line]');
    expect(lines).toHaveLength(MAX_LOG_LINES);
    expect(lines[0]).toHaveTextContent('line 10');
  }, 30_000);

  it('says that a container has written nothing', async () => {
    const nothing = 'This container has not written anything.';
    await open({ log: '', until: nothing });
    expect(screen.getByText(nothing)).toBeVisible();
  });

  it('says what failed, and tries again', async () => {
    const { api } = await open({
      failure: { status: 504, message: 'kubelet does not answer' },
      until: 'The log cannot be read.',
    });
    api.fleet.failures.clear();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/Starting the FHIR server/)).toBeVisible();
  });

  it('says why a log may not be read, and asks nothing', async () => {
    const { api } = await open({
      allowed: situations['read-only'].allowed.logs,
      until: 'Only the owner may read the logs.',
    });
    expect(api.calls).toEqual([]);
  });

  it('says that there is no pod', async () => {
    const none = 'No pod is running, so there is no log.';
    await open({ pods: [], until: none });
    expect(screen.getByText(none)).toBeVisible();
  });
});

async function open(
  options: {
    log?: string;
    failure?: { status: number; message: string };
    allowed?: { allowed: boolean; reason?: string };
    pods?: typeof pods;
    until?: string;
  } = {},
) {
  const { log, failure, allowed = { allowed: true }, until } = options;
  const api = new FixtureFhirApi({
    failures: new Map(failure ? [[id, failure]] : []),
    ...(log === undefined ? {} : { log }),
  });
  renderPage(
    <LogPanel id={id} pods={options.pods ?? pods} allowed={allowed} />,
    { api },
  );
  await screen.findByText(until ?? /Starting the FHIR server/);
  return { api };
}

function lineWith(text: string): HTMLElement {
  // A match is marked inside the line, so the line is not one text.
  return screen.getByText(
    (_, element) => element?.textContent?.includes(text) ?? false,
    { selector: '[data-line]' },
  );
}

async function choose(label: string, option: string) {
  await userEvent.click(
    screen.getByRole('button', { name: new RegExp(label) }),
  );
  const list = await screen.findByRole('listbox');
  await userEvent.click(within(list).getByRole('option', { name: option }));
  await waitFor(() => expect(list).not.toBeInTheDocument());
}

/** jsdom has no layout: 2,000 pixels of text in a window of 400. */
function scrollTo(element: HTMLElement, top: number) {
  Object.defineProperties(element, {
    scrollHeight: { value: 2_000 },
    clientHeight: { value: 400 },
    scrollTop: { value: top, writable: true },
  });
  act(() => {
    element.dispatchEvent(new Event('scroll', { bubbles: true }));
  });
}
