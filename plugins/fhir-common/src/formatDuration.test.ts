import { formatAge, formatDuration } from './formatDuration';

describe('formatDuration', () => {
  it.each([
    [0, '0.0 s'],
    [9_949, '9.9 s'],
    [41_000, '41 s'],
    [60_000, '1 min'],
    [125_000, '2 min 5 s'],
    [3_600_000, '60 min'],
  ])('%s ms → %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('formatAge', () => {
  it.each([
    ['a clock that is ahead', -5_000, '0 s'],
    ['seconds', 59_999, '59 s'],
    ['minutes', 180_000, '3 min'],
    ['hours, cut and not rounded', 4 * 3_600_000 - 1, '3 h'],
    ['a day', 86_400_000, '1 d'],
    ['days', 11.5 * 86_400_000, '11 d'],
  ])('%s: %s ms → %s', (_, milliseconds, text) => {
    expect(formatAge(milliseconds)).toBe(text);
  });
});
