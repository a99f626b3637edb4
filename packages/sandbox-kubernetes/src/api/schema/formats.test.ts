import { formatProblem } from './formats';

describe('formats', () => {
  it.each([
    ['date-time', '2026-11-24T06:00:00Z', true],
    ['date-time', '2026-11-24T06:00:00.123+01:00', true],
    ['date-time', '2026-11-24', false],
    ['date-time', 'today', false],
    ['date', '2026-02-28', true],
    ['date', '2026-13-01', false],
    ['uuid', '6f9619ff-8b86-d011-b42d-00c04fc964ff', true],
    ['uuid', '6f9619ff', false],
    ['ipv4', '192.0.2.1', true],
    ['ipv4', '192.0.2.256', false],
    ['ipv6', '2001:db8::1', true],
    ['ipv6', '192.0.2.1', false],
    ['cidr', '192.0.2.0/24', true],
    ['cidr', '192.0.2.0/33', false],
    ['cidr', '2001:db8::/64', true],
    ['cidr', '192.0.2.0', false],
    ['uri', 'https://example.org/a', true],
    ['uri', 'no uri', false],
    ['hostname', 'a.example.org', true],
    ['hostname', '-a.example.org', false],
    ['email', 'a@example.org', true],
    ['email', 'a', false],
    ['byte', 'aGk=', true],
    ['byte', 'a', false],
    ['duration', '1h30m', true],
    ['duration', 'soon', false],
    ['a format that the API server does not know', 'anything', true],
  ])('%s: %j is taken: %s', (format, value, isTaken) => {
    expect(formatProblem(format, value)).toBe(!isTaken);
  });
});
