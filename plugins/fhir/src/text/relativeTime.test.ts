import { clockTime, relativeTime } from './relativeTime';

const now = Date.parse('2026-10-01T12:00:00Z');

describe('relativeTime', () => {
  it.each([
    ['less than a second ago is now', '2026-10-01T11:59:59.500Z', 'now'],
    [
      'the future, by a clock that is ahead, is now',
      '2026-10-01T12:00:09Z',
      'now',
    ],
    ['seconds', '2026-10-01T11:59:48Z', '12 s'],
    ['minutes', '2026-10-01T11:58:00Z', '2 min'],
    ['hours are cut, not rounded', '2026-10-01T08:01:00Z', '3 h'],
    ['days', '2026-09-20T08:00:00Z', '11 d'],
    ['no time is a dash', 'never', '–'],
  ])('%s', (_, moment, expected) => {
    expect(relativeTime(moment, now)).toBe(expected);
  });
});

describe('clockTime', () => {
  it('names the day when it was not today', () => {
    expect(clockTime('2026-09-20T08:00:00Z', now)).toContain('2026');
    expect(clockTime('2026-10-01T11:00:00Z', now)).not.toContain('2026');
  });
});
