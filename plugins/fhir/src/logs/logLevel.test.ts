import { logLevel } from './logLevel';

describe('logLevel', () => {
  it.each([
    [
      'a JSON line of the .NET console',
      '{"EventId":0,"LogLevel":"Information","Message":"x"}',
      'info',
    ],
    ['a JSON line with another key', '{"level":"warn","msg":"x"}', 'warning'],
    ['a JSON error', '{"LogLevel":"Critical","Message":"x"}', 'error'],
    [
      'a text line of the .NET console',
      'fail: Microsoft.Health.Fhir[0]',
      'error',
    ],
    ['a text line that only speaks of an error', 'no error: here', 'none'],
    ['a JSON line that is cut off', '{"LogLevel":"Inf', 'none'],
    ['a trace', 'trce: x', 'debug'],
    ['nothing', '', 'none'],
  ])('%s', (_, line, level) => {
    expect(logLevel(line)).toBe(level);
  });
});
