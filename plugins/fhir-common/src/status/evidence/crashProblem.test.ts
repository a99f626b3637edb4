import { crashProblem } from './crashProblem';

const refused =
  '{"Level":"Error","Message":"cannot open a connection: AADSTS700016: not found"}';

it.each([
  [
    'the exception, not the log lines before it',
    `${refused}\nUnhandled exception. Microsoft.Data.SqlClient.SqlException (0x80131904): AADSTS700016: not found\n   at Program.Main(String[] args)`,
    ': AADSTS700016: not found',
  ],
  ['the log when there is nothing else', refused, `: ${refused}`],
  ['the exit code when nothing was said', undefined, ': exit code 139'],
])('tells %s', (_case, message, expected) => {
  expect(crashProblem({ exitCode: 139, message })).toBe(expected);
});
