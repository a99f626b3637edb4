import { compilePattern, matchesPattern } from './patterns';

describe('patterns of Go', () => {
  it.each([
    ['^[a-z]+$', 'abc', true],
    ['^[a-z]+$', 'ABC', false],
    ['(?i)^[a-z]+$', 'ABC', true],
    ['\\Aabc\\z', 'abc', true],
    ['^(?P<year>\\d{4})$', '2026', true],
    ['b', 'abc', true],
    ['^\\p{L}+$', 'über', true],
  ])('%j on %j: %s', (pattern, value, matches) => {
    expect(matchesPattern(pattern, value)).toBe(matches);
  });

  it('that are none are undefined', () => {
    expect(compilePattern('(')).toBeUndefined();
  });
});
