import { Command } from 'commander';
import type { InstanceList } from '@fhir-on-aks/plugin-fhir-common';
import { EXIT } from '../exitCodes';
import { listInstances } from '../instances/listInstances';
import {
  examples,
  withFleet,
  withOutput,
  type FleetOptions,
  type OutputOptions,
} from '../options';
import { instanceTable } from '../output/instanceTable';
import { paint } from '../output/paint';
import { printValue } from '../output/printValue';
import type { RunCommand } from '../RunCommand';
import type { Session } from '../Session';

/** Options of `fhirctl list`. */
export interface ListOptions extends FleetOptions, OutputOptions {}

/** `fhirctl list`. */
export function listCommand(run: RunCommand): Command {
  const command = new Command('list')
    .alias('ls')
    .summary('list the FHIR servers')
    .description(
      'Lists the FHIR servers of all clusters. A cluster that does not answer is told; the others are listed.',
    );
  withFleet(withOutput(command));
  return command
    .addHelpText(
      'after',
      examples([
        ['fhirctl list', 'All servers of all clusters'],
        ['fhirctl list -n fhir', 'Those of one namespace'],
        ['fhirctl list -o json', 'For a program'],
      ]),
    )
    .action((options: ListOptions) =>
      run(options, session => list(options, session)),
    );
}

/** Lists the FHIR servers. */
async function list(
  { output }: ListOptions,
  session: Session,
): Promise<number> {
  const { out } = session.terminal;
  const found = await listInstances(session);
  const now = session.environment.clock.now();
  if (output !== 'table' || found.instances.length > 0) {
    printValue(out, output, found, () =>
      instanceTable(out, found.instances, now),
    );
  }
  return tellAbsent(found, session);
}

/** Tells which clusters did not answer, which the exit code says too; or else that there are no servers. */
export function tellAbsent(
  { clusters, instances }: InstanceList,
  { terminal: { err } }: Session,
): number {
  const silent = clusters.filter(({ state }) => state !== 'connected');
  for (const { name, message } of silent) {
    const line = `! Cluster ${name} did not answer: ${message}`;
    err.write(`${paint(err, 'yellow', line)}\n`);
  }
  if (silent.length > 0) return EXIT.unreachable;
  if (instances.length === 0) err.write('There are no FHIR servers.\n');
  return EXIT.done;
}
