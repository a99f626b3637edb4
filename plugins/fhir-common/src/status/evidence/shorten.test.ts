import { shorten } from './shorten';

describe('shorten', () => {
  it.each([
    ['puts lines together', 'one\n  two\r\nthree', 'one two three'],
    ['leaves the full stop to the sentence', 'It is gone. ', 'It is gone'],
    [
      'hides what a connection string tells in secret',
      'cannot open Server=tcp:sql;User Id=app;Password=hunter2;Encrypt=true',
      'cannot open Server=tcp:sql;User Id=app;Password=***;Encrypt=true',
    ],
    [
      'hides a token and the signature of an address',
      'GET /x?sv=1&sig=abc%3D failed, access_token: eyJ0',
      'GET /x?sv=1&sig=*** failed, access_token: ***',
    ],
    [
      'cuts off ids and times that change with every try',
      'AADSTS70021: No match. Trace ID: 0a1b Correlation ID: 9f8e Timestamp: 2026',
      'AADSTS70021: No match',
    ],
  ])('%s', (_, message, expected) => {
    expect(shorten(message)).toBe(expected);
  });

  it('cuts what is too long', () => {
    expect(shorten('x'.repeat(1_000))).toBe(`${'x'.repeat(300)}…`);
  });
});
