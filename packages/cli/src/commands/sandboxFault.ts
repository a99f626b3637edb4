import { Command } from 'commander';
import { CommandError } from '../CommandError';
import type { Terminal } from '../Environment';
import { EXIT } from '../exitCodes';
import {
  examples,
  withOutput,
  type OutputFormat,
  type OutputOptions,
} from '../options';
import { formatTable } from '../output/formatTable';
import { printValue } from '../output/printValue';
import type { RunCommand } from '../RunCommand';
import { findSandbox } from '../sandbox/findSandbox';
import { SandboxControl, type FaultList } from '../sandbox/SandboxControl';
import { serverName } from '../sandbox/serverName';
import type { Session } from '../Session';

/** Options of `fhirctl sandbox fault`. */
export interface FaultOptions extends OutputOptions {
  off?: boolean;
}

/** `fhirctl sandbox fault`. */
export function faultCommand(run: RunCommand): Command {
  const command = new Command('fault')
    .summary('let something go wrong')
    .description(
      'Lets something go wrong, for one server or for all, until it is switched off again.',
    )
    .argument('[kind]', 'what goes wrong; fhirctl sandbox faults lists them')
    .argument('[instance]', 'name or namespace/name; left out: all servers')
    .option('--off', 'switch it off again; without a kind: all of them');
  return withOutput(command)
    .addHelpText(
      'after',
      examples([
        [
          'fhirctl sandbox fault image-pull sample',
          'The image of one server cannot be pulled',
        ],
        ['fhirctl sandbox fault image-pull sample --off', 'It can again'],
        ['fhirctl sandbox fault arm-429', 'Azure is too busy'],
        ['fhirctl sandbox fault --off', 'Everything works again'],
      ]),
    )
    .action(
      (
        kind: string | undefined,
        instance: string | undefined,
        options: FaultOptions,
      ) => run({}, session => fault({ kind, instance }, options, session)),
    );
}

/** `fhirctl sandbox faults`. */
export function faultsCommand(run: RunCommand): Command {
  const command = new Command('faults')
    .summary('list what can go wrong, and what does')
    .description('Lists what can go wrong in the sandbox, and what does now.');
  return withOutput(command)
    .addHelpText('after', examples([['fhirctl sandbox faults', 'All of them']]))
    .action((options: OutputOptions) =>
      run({}, session => faults(options, session)),
    );
}

/** Switches a fault on or off. */
async function fault(
  { kind, instance }: { kind?: string; instance?: string },
  { off, output }: FaultOptions,
  session: Session,
): Promise<number> {
  const control = controlOf(session);
  const server = instance && serverName(instance);
  if (!kind && !off) {
    throw new CommandError('Which fault?', {
      next: `Name one: ${(await control.faults()).kinds.join(', ')}.`,
    });
  }
  const list =
    kind && !off
      ? await control.addFault(kind, server)
      : await control.removeFault(kind, server);
  print(session.terminal, output, list);
  return EXIT.done;
}

/** Lists the faults. */
async function faults(
  { output }: OutputOptions,
  session: Session,
): Promise<number> {
  print(session.terminal, output, await controlOf(session).faults());
  return EXIT.done;
}

function controlOf({ environment, signal }: Session): SandboxControl {
  return new SandboxControl(findSandbox(environment), signal);
}

function print({ out }: Terminal, format: OutputFormat, list: FaultList): void {
  printValue(out, format, list, () =>
    formatTable(
      [{ heading: 'FAULT' }, { heading: 'ON FOR', atLeast: 20 }],
      list.kinds.map(kind => [kind, onFor(kind, list)]),
      out.columns,
    ),
  );
}

function onFor(kind: string, { faults: on }: FaultList): string {
  return on
    .filter(one => one.kind === kind)
    .map(({ instance = 'everything' }) => instance)
    .join(', ');
}
