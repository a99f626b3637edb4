import { Command, Option } from 'commander';
import { waitForFhir, waitUntilGone } from '@fhir-on-aks/provision';
import { EXIT } from '../exitCodes';
import { resolveInstance } from '../instances/resolveInstance';
import {
  examples,
  withFleet,
  withOutput,
  withTimeout,
  type FleetOptions,
  type OutputOptions,
  type TimeoutOptions,
} from '../options';
import { paintHealth } from '../output/paint';
import { printValue } from '../output/printValue';
import type { RunCommand } from '../RunCommand';
import type { Session } from '../Session';

/** Options of `fhirctl wait`. */
export interface WaitOptions
  extends FleetOptions, OutputOptions, TimeoutOptions {
  for: 'ready' | 'gone';
}

/** `fhirctl wait`. */
export function waitCommand(run: RunCommand): Command {
  const command = new Command('wait')
    .summary('wait until a FHIR server is ready, or gone')
    .description(
      'Waits until a FHIR server is ready, or gone. Ends early when waiting cannot help. The exit code says how it ended.',
    )
    .argument('<instance>', 'name, namespace/name or cluster/namespace/name')
    .addOption(
      new Option('--for <state>', 'what to wait for')
        .choices(['ready', 'gone'])
        .default('ready'),
    );
  withFleet(withOutput(withTimeout(command, false)));
  return command
    .addHelpText(
      'after',
      examples([
        [
          'fhirctl wait sample --timeout 5m',
          'Until it is ready, at most 5 minutes',
        ],
        ['fhirctl wait sample --for gone', 'Until it is gone'],
      ]),
    )
    .action((instance: string, options: WaitOptions) =>
      run(options, session => wait(instance, options, session)),
    );
}

/** Waits for a FHIR server. */
async function wait(
  instance: string,
  options: WaitOptions,
  session: Session,
): Promise<number> {
  const { out } = session.terminal;
  const target = await resolveInstance(instance, session);
  const dependencies = session.dependencies(target.cluster, options);
  if (options.for === 'gone') {
    await waitUntilGone(target, dependencies);
    printValue(out, options.output, { gone: true }, () => ['Gone']);
    return EXIT.done;
  }
  const result = await waitForFhir(target, dependencies);
  printValue(out, options.output, result, () => [
    paintHealth(out, result.health.word),
  ]);
  return EXIT.done;
}
