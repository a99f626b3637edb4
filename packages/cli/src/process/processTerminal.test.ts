import { hasColours } from './processTerminal';

it.each([
  ['a terminal', true, {}, true],
  ['no terminal', false, {}, false],
  ['NO_COLOR', true, { NO_COLOR: '1' }, false],
  ['NO_COLOR that is empty', true, { NO_COLOR: '' }, true],
  [
    'NO_COLOR and FORCE_COLOR',
    true,
    { NO_COLOR: '1', FORCE_COLOR: '1' },
    false,
  ],
  ['FORCE_COLOR without a terminal', false, { FORCE_COLOR: '1' }, true],
  ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
  ['TERM=dumb', true, { TERM: 'dumb' }, false],
])('colours on %s: %s, %j → %s', (_case, terminal, variables, expected) => {
  expect(hasColours(terminal, variables)).toBe(expected);
});
