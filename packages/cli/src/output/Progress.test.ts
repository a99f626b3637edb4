import type { StepReport } from '@fhir-on-aks/provision';
import { FakeTerminal } from '../__testUtils__/FakeTerminal';
import { Progress } from './Progress';

const reports: StepReport[] = [
  { step: 'identity', state: 'running', message: 'Creating identity' },
  { step: 'identity', state: 'running', message: 'busy; trying again in 2 s' },
  {
    step: 'identity',
    state: 'done',
    message: 'Identity made',
    durationMs: 800,
  },
  { step: 'fhir', state: 'running', message: 'Applying Fhir' },
  { step: 'fhir', state: 'done', message: 'Fhir applied' },
  { step: 'ready', state: 'running', message: 'Workload: 0 of 1' },
  { step: 'ready', state: 'running', message: 'Workload: 1 of 1' },
  { step: 'ready', state: 'failed', message: 'not ready' },
  { step: 'undo', state: 'failed', message: 'Identity stays' },
];

function shown(terminal: FakeTerminal): string {
  const progress = new Progress(terminal.err);
  for (const report of reports) progress.report(report);
  progress.clear();
  return terminal.written.err;
}

describe('Progress', () => {
  it('writes one line per step, retries and what is waited for; a failure is told elsewhere', () => {
    expect(shown(new FakeTerminal()).split('\n')).toEqual([
      '… busy; trying again in 2 s',
      '✔ Identity made  0.8 s',
      '✔ Fhir applied',
      '… Workload: 0 of 1',
      '… Workload: 1 of 1',
      '✖ Identity stays',
      '',
    ]);
  });

  it('shows on a terminal what has begun, until its result takes the place', () => {
    const text = shown(new FakeTerminal({ columns: 20 }));
    expect(text).toContain('… Creating identity\r\u001b[K');
    expect(text).toContain('… Applying Fhir\r\u001b[K✔ Fhir applied\n');
  });

  it('cuts what has begun to one line of the terminal', () => {
    expect(shown(new FakeTerminal({ columns: 10 }))).toContain(
      '… Creatin\r\u001b[K',
    );
  });

  it('colours the marks', () => {
    expect(shown(new FakeTerminal({ colours: true }))).toContain(
      '\u001b[32m✔\u001b[39m Identity made',
    );
  });
});
