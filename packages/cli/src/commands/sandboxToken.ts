import { Command, InvalidArgumentError } from 'commander';
import { EXIT } from '../exitCodes';
import { collect, examples, withOutput, type OutputOptions } from '../options';
import { printValue } from '../output/printValue';
import type { RunCommand } from '../RunCommand';
import { findSandbox } from '../sandbox/findSandbox';
import { SandboxControl } from '../sandbox/SandboxControl';
import { serverName } from '../sandbox/serverName';
import type { Session } from '../Session';

/** Options of `fhirctl sandbox token`. */
export interface TokenOptions extends OutputOptions {
  role?: string[];
  scope?: string[];
  audience?: string;
  subject?: string;
  minutes?: number;
}

/** `fhirctl sandbox token`. */
export function tokenCommand(run: RunCommand): Command {
  const command = new Command('token')
    .summary('get a token that a server of the sandbox accepts')
    .description(
      'Prints a token that a server of the sandbox accepts: what Entra would issue on a real cluster.',
    )
    .argument('[instance]', 'name or namespace/name; or give --audience')
    .option('--audience <uri>', 'instead of the audience of the server')
    .option(
      '--role <name>',
      'a role of the token; left out: globalAdmin; may be repeated',
      collect,
    )
    .option('--scope <name>', 'a scope of the token; may be repeated', collect)
    .option('--subject <name>', 'who the token is for')
    .option(
      '--minutes <number>',
      'how long it is good for; left out: 60',
      parseMinutes,
    );
  return withOutput(command)
    .addHelpText(
      'after',
      examples([
        ['fhirctl sandbox token sample', 'A token for one server'],
        [
          'fhirctl sandbox token sample --role globalReader',
          'A token that may only read',
        ],
        [
          'curl -H "Authorization: Bearer $(fhirctl sandbox token sample)" http://sample.fhir.localhost:7008/Patient',
          'Use it',
        ],
      ]),
    )
    .action((instance: string | undefined, options: TokenOptions) =>
      run({}, session => token(instance, options, session)),
    );
}

/** Prints a token. */
async function token(
  instance: string | undefined,
  { output, role, scope, audience, subject, minutes }: TokenOptions,
  { environment, signal, terminal }: Session,
): Promise<number> {
  const control = new SandboxControl(findSandbox(environment), signal);
  const answer = await control.token({
    instance: instance && serverName(instance),
    audience,
    roles: role,
    scopes: scope,
    subject,
    minutes,
  });
  printValue(terminal.out, output, answer, () => [answer.accessToken]);
  return EXIT.done;
}

function parseMinutes(text: string): number {
  const minutes = Number(text);
  if (minutes > 0) return minutes;
  throw new InvalidArgumentError('Write a number of minutes, such as 60.');
}
