import { Command } from 'commander';
import {
  isRecord,
  parseUpdateRequest,
  type SpecChanges,
} from '@fhir-on-aks/plugin-fhir-common';
import { updateFhir } from '@fhir-on-aks/provision';
import { CommandError } from '../CommandError';
import { EXIT } from '../exitCodes';
import { mergeChanges } from '../input/json';
import { readDocument } from '../input/readDocument';
import { changesOf } from '../input/setFields';
import { resolveInstance } from '../instances/resolveInstance';
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

/** Options of `fhirctl update`. */
export interface UpdateOptions
  extends FleetOptions, OutputOptions, TimeoutOptions {
  set?: string[];
  file?: string;
  force?: boolean;
  dryRun?: boolean;
}

/** `fhirctl update`. */
export function updateCommand(run: RunCommand): Command {
  const command = new Command('update')
    .summary('change a FHIR server')
    .description(
      'Changes the fields that are named and no others, says each change first, and waits until the server is ready with it.\nFHIR version, database server and database cannot be changed.',
    )
    .argument('<instance>', 'name, namespace/name or cluster/namespace/name')
    .option(
      '--set <path=value>',
      'a field of the spec and its new value; null takes it away; may be repeated',
      collect,
    )
    .option('-f, --file <file>', 'fields of the spec as YAML or JSON')
    .option('--force', 'take the fields over from whoever else set them')
    .option('--dry-run', 'print the plan and the manifest, touch nothing');
  withOutput(withTimeout(command, true));
  withAzure(withFleet(command));
  return command
    .addHelpText(
      'after',
      examples([
        ['fhirctl update sample --set replicas=2', 'Run two pods'],
        [
          'fhirctl update sample --set throttling.mode=Enabled --set throttling.concurrentRequestLimit=200 --dry-run',
          'See what a change would do',
        ],
        [
          'fhirctl update sample --set replicas=null --set autoscaling.minReplicas=2 --set autoscaling.maxReplicas=5',
          'Let the load decide how many pods there are',
        ],
        ['fhirctl explain spec', 'See which fields there are'],
      ]),
    )
    .action((instance: string, options: UpdateOptions) =>
      run(options, session => update(instance, options, session)),
    );
}

/** Changes a FHIR server. */
async function update(
  instance: string,
  options: UpdateOptions,
  session: Session,
): Promise<number> {
  const changes = await changesFor(options, session);
  const target = await resolveInstance(instance, session);
  const request = parseUpdateRequest({ ...target, changes });
  const { out } = session.terminal;
  const result = await updateFhir(
    { ...request, force: options.force },
    session.dependencies(target.cluster, options),
  );
  session.progress.clear();
  if (options.dryRun) printPlan(out, options.output, result.plan);
  else printServer(out, options.output, result);
  return EXIT.done;
}

async function changesFor(
  { file, set = [] }: UpdateOptions,
  { environment }: Session,
): Promise<SpecChanges> {
  const inFile = file ? await readDocument(file, environment) : {};
  if (!isRecord(inFile)) {
    throw new CommandError('The file does not hold fields of a spec.', {
      next: 'Write one field per line, such as replicas: 2.',
    });
  }
  const fields = isRecord(inFile.spec) ? inFile.spec : inFile;
  const changes = mergeChanges(fields, changesOf(set));
  if (Object.keys(changes).length > 0) return changes;
  throw new CommandError('There is nothing to change.', {
    next: 'Give --set path=value or -f changes.yaml; fhirctl explain spec lists the fields.',
  });
}
