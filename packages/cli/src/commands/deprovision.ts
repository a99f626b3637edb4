import { Command } from 'commander';
import type { ProvisionTarget } from '@fhir-on-aks/plugin-fhir-common';
import {
  deprovisionFhir,
  planDeprovision,
  type Plan,
} from '@fhir-on-aks/provision';
import { CommandError } from '../CommandError';
import { EXIT } from '../exitCodes';
import { resolveInstance } from '../instances/resolveInstance';
import {
  examples,
  withAzure,
  withFleet,
  withOutput,
  withTimeout,
  type FleetOptions,
  type OutputOptions,
  type TimeoutOptions,
} from '../options';
import { planLines } from '../output/planLines';
import { printPlan } from '../output/printServer';
import { printValue } from '../output/printValue';
import type { RunCommand } from '../RunCommand';
import type { Session } from '../Session';

/** Options of `fhirctl deprovision`. */
export interface DeprovisionOptions
  extends FleetOptions, OutputOptions, TimeoutOptions {
  yes?: boolean;
  dryRun?: boolean;
}

/** `fhirctl deprovision`. */
export function deprovisionCommand(run: RunCommand): Command {
  const command = new Command('deprovision')
    .summary('take a FHIR server away; the data stays')
    .description(
      'Takes a FHIR server away: Fhir and everything made from it, then roles, federated credential and managed identity.\nDatabases and storage accounts are never deleted. What is gone already is no error.',
    )
    .argument('<instance>', 'name, namespace/name or cluster/namespace/name')
    .option('-y, --yes', 'do not ask for the name')
    .option('--dry-run', 'print the plan, touch nothing');
  withOutput(withTimeout(command, false));
  withAzure(withFleet(command));
  return command
    .addHelpText(
      'after',
      examples([
        [
          'fhirctl deprovision sample --dry-run',
          'See what goes and what stays',
        ],
        ['fhirctl deprovision sample', 'Take it away; asks for the name'],
        ['fhirctl deprovision sample --yes', 'The same in a script'],
      ]),
    )
    .action((instance: string, options: DeprovisionOptions) =>
      run(options, session => deprovision(instance, options, session)),
    );
}

/** Takes a FHIR server away. */
async function deprovision(
  instance: string,
  options: DeprovisionOptions,
  session: Session,
): Promise<number> {
  const { out } = session.terminal;
  const target = await resolveInstance(instance, session);
  const dependencies = session.dependencies(target.cluster, options);
  const plan = await planDeprovision({ target }, dependencies);
  if (options.dryRun) {
    printPlan(out, options.output, plan);
    return EXIT.done;
  }
  if (plan.changed && !options.yes) await confirm(target, plan, session);
  const { changed } = await deprovisionFhir({ target }, dependencies);
  session.progress.clear();
  printValue(
    out,
    options.output,
    { instance: plan.instance, changed },
    () => plan.summary,
  );
  return EXIT.done;
}

async function confirm(
  { name }: ProvisionTarget,
  plan: Plan,
  { terminal, signal }: Session,
): Promise<void> {
  if (!terminal.ask) {
    throw new CommandError(
      `${plan.instance} is not taken away: nobody is here to confirm it.`,
      { next: 'Give --yes in a script.', exitCode: EXIT.refused },
    );
  }
  const lines = planLines(terminal.err, plan).slice(1);
  terminal.err.write(`${lines.join('\n')}\n`);
  const answer = await terminal.ask(`Type ${name} to take it away: `, signal);
  if (answer.trim() === name) return;
  throw new CommandError(
    `"${answer.trim()}" is not ${name}: nothing was touched.`,
    {
      exitCode: EXIT.refused,
    },
  );
}
