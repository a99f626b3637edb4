import { exitCodeOf } from './exitCodes';

it.each([
  ['invalid', 2],
  ['not-configured', 2],
  ['not-found', 3],
  ['name-taken', 4],
  ['not-ours', 4],
  ['protected', 4],
  ['refused', 4],
  ['unreachable', 5],
  ['unhealthy', 6],
  ['timeout', 7],
  ['aborted', 130],
] as const)('%s ends with %s', (code, exitCode) => {
  expect(exitCodeOf(code)).toBe(exitCode);
});
