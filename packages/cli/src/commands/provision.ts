import { Command } from 'commander';
import { provisionFhir } from '@fhir-on-aks/provision';
import { EXIT } from '../exitCodes';
import type { ProvisionFlags } from '../input/provisionInput';
import { provisionRequest } from '../input/provisionRequest';
import { readDocument } from '../input/readDocument';
import {
  collect,
  examples,
  withAzure,
  withFleet,
  withOutput,
  withTimeout,
  type FleetOptions,
  type OutputOptions,
  type TimeoutOptions,
} from '../options';
import { printPlan, printServer } from '../output/printServer';
import type { RunCommand } from '../RunCommand';
import type { Session } from '../Session';

/** Options of `fhirctl provision`. */
export interface ProvisionOptions
  extends FleetOptions, OutputOptions, TimeoutOptions, ProvisionFlags {
  file: string;
  dryRun?: boolean;
}

/** `fhirctl provision`. */
export function provisionCommand(run: RunCommand): Command {
  const command = new Command('provision')
    .summary('make a FHIR server and wait until it is ready')
    .description(
      'Makes a FHIR server: managed identity, federated credential, roles, Fhir; then waits until it is ready.\nIt may be run again at any time and goes on from what exists.',
    )
    .requiredOption(
      '-f, --file <file>',
      'a request or a Fhir as YAML or JSON; - is the standard input',
    )
    .option('--name <name>', 'instead of the name in the file')
    .option('--owner <entity>', 'instead of the owner in the file')
    .option('--title <text>', 'instead of the title in the file')
    .option(
      '--set <path=value>',
      'instead of a field of the spec in the file; may be repeated',
      collect,
    )
    .option('--dry-run', 'print the plan and the manifest, touch nothing');
  withOutput(withTimeout(command, true));
  withAzure(withFleet(command));
  return command
    .addHelpText(
      'after',
      examples([
        ['fhirctl provision -f examples/sample.yaml', 'Make the sample server'],
        [
          'fhirctl provision -f examples/sample.yaml --name second --set database.name=second --dry-run',
          'See what would be done for another one of its kind',
        ],
        [
          'fhirctl provision -f examples/sample.yaml -o json',
          'Run it again, for a program: nothing changes, the answer is JSON',
        ],
      ]),
    )
    .action((options: ProvisionOptions) =>
      run(options, session => provision(options, session)),
    );
}

/** Makes a FHIR server. */
async function provision(
  options: ProvisionOptions,
  session: Session,
): Promise<number> {
  const document = await readDocument(options.file, session.environment);
  const request = provisionRequest(document, options, session);
  const { out } = session.terminal;
  const result = await provisionFhir(
    request,
    session.dependencies(request.target.cluster, options),
  );
  session.progress.clear();
  if (options.dryRun) printPlan(out, options.output, result.plan);
  else printServer(out, options.output, result);
  return EXIT.done;
}
