import { parseDuration } from './options';

describe('parseDuration', () => {
  it.each([
    ['90s', 90_000],
    ['15m', 900_000],
    ['1h', 3_600_000],
    ['0', 0],
  ])('%s is %s ms', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each(['', '15', 'm', '1.5h', '-1m', '15 min'])('refuses "%s"', text => {
    expect(() => parseDuration(text)).toThrow('such as 15m');
  });
});
