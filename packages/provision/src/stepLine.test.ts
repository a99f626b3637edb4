import { failureLines } from './failureLines';
import { ProvisionError } from './ProvisionError';
import { stepLine } from './stepLine';

describe('the lines of a task log', () => {
  it.each([
    ['running', undefined, '… Workload: 0 of 2 pods ready'],
    ['done', 812, '✔ Workload: 0 of 2 pods ready  0.8 s'],
    ['skipped', undefined, '• Workload: 0 of 2 pods ready'],
    ['failed', 61_000, '✖ Workload: 0 of 2 pods ready  1 min 1 s'],
  ] as const)('%s after %s ms', (state, durationMs, line) => {
    const message = 'Workload: 0 of 2 pods ready';
    expect(stepLine({ step: 'ready', state, message, durationMs })).toBe(line);
  });

  it('a failure: what went wrong, what to do, what was left', () => {
    const error = new ProvisionError('it broke', {
      code: 'timeout',
      next: 'Mend it.',
      left: ['Identity id-cardio in rg-fhir'],
    });
    expect(failureLines(error)).toEqual([
      '✖ it broke',
      '  Next: Mend it.',
      '  Left in place:',
      '  - Identity id-cardio in rg-fhir',
      '  Running it again goes on from there.',
    ]);
    expect(
      failureLines(new ProvisionError('it broke', { code: 'refused' })),
    ).toEqual(['✖ it broke']);
  });
});
