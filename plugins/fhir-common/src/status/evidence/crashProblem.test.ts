import { crashProblem } from './crashProblem';

const ended = (exitCode: number, message?: string, reason = 'Error') => ({
  exitCode,
  reason,
  message,
});

describe('crashProblem', () => {
  it.each([
    ['nothing is known', undefined, ''],
    ['the log is not there', ended(139), ': exit code 139'],
    [
      'it was killed for its memory',
      ended(137, 'some log', 'OOMKilled'),
      ': it needs more memory than its limit',
    ],
    [
      'the exception is told, not its stack',
      ended(
        134,
        'info: Starting\nUnhandled exception. System.InvalidOperationException: Role name is invalid.\n   at Microsoft.Health.RoleLoader.Validate()\n--- End of stack trace ---\n',
      ),
      ': System.InvalidOperationException: Role name is invalid',
    ],
    [
      'the answer of the database is told without the type of the exception',
      ended(
        134,
        "Unhandled exception. Microsoft.Data.SqlClient.SqlException (0x80131904): Login failed for user 'x'.",
      ),
      ": Login failed for user 'x'",
    ],
    [
      'the words of Azure come first',
      ended(
        134,
        'Unhandled exception. Azure.Identity.AuthenticationFailedException: failed\n Original exception: AADSTS70021: No match. Trace ID: 1',
      ),
      ': AADSTS70021: No match',
    ],
    ['the last line stands for all others', ended(1, 'one\ntwo\n\n'), ': two'],
    [
      'a password is never told',
      ended(1, 'Unhandled exception. bad string Password=hunter2;'),
      ': bad string Password=***;',
    ],
  ])('%s', (_, state, expected) => {
    expect(crashProblem(state)).toBe(expected);
  });
});
