import { Command } from 'commander';
import { examples } from '../options';
import type { RunCommand } from '../RunCommand';
import { faultCommand, faultsCommand } from './sandboxFault';
import { infoCommand } from './sandboxInfo';
import { tokenCommand } from './sandboxToken';

/** `fhirctl sandbox`. */
export function sandboxCommand(run: RunCommand): Command {
  const command = new Command('sandbox')
    .summary('break the sandbox on purpose, and get tokens for it')
    .description(
      'Works on the sandbox that npm start or yarn sandbox runs on this machine.',
    );
  for (const make of [faultCommand, faultsCommand, tokenCommand, infoCommand]) {
    command.addCommand(make(run));
  }
  return command.addHelpText(
    'after',
    examples([
      ['fhirctl sandbox faults', 'What can go wrong, and what does'],
      ['fhirctl sandbox fault image-pull sample', 'Let one server fail'],
      ['fhirctl sandbox token sample', 'A token that the server accepts'],
    ]),
  );
}
