import { Command } from 'commander';
import packageJson from '../package.json';
import { deprovisionCommand } from './commands/deprovision';
import { explainCommand } from './commands/explain';
import { listCommand } from './commands/list';
import { provisionCommand } from './commands/provision';
import { renderCommand } from './commands/render';
import { sandboxCommand } from './commands/sandbox';
import { statusCommand } from './commands/status';
import { updateCommand } from './commands/update';
import { waitCommand } from './commands/wait';
import type { Environment, Terminal } from './Environment';
import { EXIT } from './exitCodes';
import { examples } from './options';
import { reportError } from './reportError';
import type { RunCommand } from './RunCommand';
import { Session } from './Session';

/** Runs fhirctl with its arguments; resolves to the exit code and never throws. */
export async function runProgram(
  args: string[],
  environment: Environment,
): Promise<number> {
  const { terminal, signal } = environment;
  let exitCode: number = EXIT.done;
  const program = createProgram(terminal, async (options, work) => {
    const session = new Session(environment, options);
    try {
      exitCode = await work(session);
    } finally {
      await session.close();
    }
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return reportError(error, terminal.err, signal);
  }
}

/** All commands; `run` gives each a session. */
export function createProgram(terminal: Terminal, run: RunCommand): Command {
  const program = new Command('fhirctl')
    .description(
      'Makes, changes, watches and takes away FHIR servers on Azure Kubernetes Service.',
    )
    .version(packageJson.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureHelp({ minWidthToWrap: 20 })
    .exitOverride()
    .showHelpAfterError('Run it with --help to see how it is used.')
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: text => terminal.out.write(text),
      writeErr: text => terminal.err.write(text),
      getOutHelpWidth: () => terminal.out.columns ?? 80,
      getErrHelpWidth: () => terminal.err.columns ?? 80,
      getOutHasColors: () => terminal.out.colours,
      getErrHasColors: () => terminal.err.colours,
      outputError: (text, write) => write(text.replace(/^error: /, '✖ ')),
    });
  for (const make of [
    provisionCommand,
    updateCommand,
    deprovisionCommand,
    statusCommand,
    listCommand,
    waitCommand,
    renderCommand,
    explainCommand,
    sandboxCommand,
  ]) {
    program.addCommand(make(run));
  }
  for (const command of program.commands) inherit(command, program);
  return program.addHelpText(
    'after',
    examples([
      ['fhirctl provision -f examples/sample.yaml', 'Make a FHIR server'],
      ['fhirctl status sample --watch', 'Look at it'],
      ['fhirctl update sample --set replicas=2', 'Change it'],
      ['fhirctl deprovision sample', 'Take it away; the data stays'],
    ]),
  );
}

function inherit(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent);
  for (const sub of command.commands) inherit(sub, command);
}
