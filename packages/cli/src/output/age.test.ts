import { age } from './age';

const now = Date.parse('2026-11-24T10:00:00Z');

it.each([
  ['2026-11-24T10:00:00Z', '0 s'],
  ['2026-11-24T09:59:01Z', '59 s'],
  ['2026-11-24T09:57:00Z', '3 min'],
  ['2026-11-24T05:00:00Z', '5 h'],
  ['2026-11-22T10:00:00Z', '2 d'],
  ['2026-11-24T10:00:05Z', '0 s'],
  ['', ''],
  [undefined, ''],
])('%s is %s old', (time, text) => {
  expect(age(time, now)).toBe(text);
});
