import { age, humanDuration } from './humanDuration';

describe('how long ago', () => {
  const minute = 60;
  const hour = 60 * minute;
  const day = 24 * hour;
  const year = 365 * day;

  it.each([
    [-2, '<invalid>'],
    [0, '0s'],
    [70, '70s'],
    [119, '119s'],
    [2 * minute, '2m'],
    [2 * minute + 5, '2m5s'],
    [10 * minute, '10m'],
    [179 * minute, '179m'],
    [3 * hour, '3h'],
    [7 * hour + 59 * minute, '7h59m'],
    [8 * hour + 59 * minute, '8h'],
    [47 * hour, '47h'],
    [48 * hour, '2d'],
    [2 * day + hour, '2d1h'],
    [7 * day + 23 * hour, '7d23h'],
    [8 * day + hour, '8d'],
    [2 * year - day, '729d'],
    [2 * year, '2y'],
    [2 * year + 3 * day, '2y3d'],
    [8 * year + 3 * day, '8y'],
  ])('%d s is %s', (seconds, text) => {
    expect(humanDuration(seconds * 1000)).toBe(text);
  });

  it.each([
    [undefined, '<unknown>'],
    ['nonsense', '<invalid>'],
    ['2026-01-01T00:00:00Z', '5m'],
  ])('the age of %s is %s', (time, text) => {
    expect(age(time, Date.parse('2026-01-01T00:05:00Z'))).toBe(text);
  });
});
