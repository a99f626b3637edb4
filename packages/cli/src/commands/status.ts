import { Command } from 'commander';
import {
  FHIR_RESOURCE,
  requireCluster,
  type InstanceList,
  type ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import { watchFhir } from '@fhir-on-aks/provision';
import { CommandError } from '../CommandError';
import { EXIT } from '../exitCodes';
import { instanceView, type InstanceView } from '../instances/instanceView';
import { listInstances } from '../instances/listInstances';
import { resolveInstance } from '../instances/resolveInstance';
import { watchInstances } from '../instances/watchInstances';
import {
  examples,
  withFleet,
  withOutput,
  type FleetOptions,
  type OutputOptions,
} from '../options';
import { healthTable } from '../output/healthTable';
import { instanceCard } from '../output/instanceCard';
import { StatusPrinter } from '../output/StatusPrinter';
import type { RunCommand } from '../RunCommand';
import type { Session } from '../Session';
import { tellAbsent } from './list';

/** Options of `fhirctl status`. */
export interface StatusOptions extends FleetOptions, OutputOptions {
  watch?: boolean;
}

/** `fhirctl status`. */
export function statusCommand(run: RunCommand): Command {
  const command = new Command('status')
    .summary('say how a FHIR server is, why, and what to do')
    .description(
      'Says how a FHIR server is, why, and what to do next, in the words of the portal. Without an instance: how all are.',
    )
    .argument('[instance]', 'name, namespace/name or cluster/namespace/name')
    .option('-w, --watch', 'go on until Ctrl-C, and show every change');
  withFleet(withOutput(command));
  return command
    .addHelpText(
      'after',
      examples([
        ['fhirctl status sample', 'One server'],
        ['fhirctl status sample --watch', 'One server, live'],
        ['fhirctl status', 'All servers'],
        ['fhirctl status sample -o yaml', 'For a program'],
      ]),
    )
    .action((instance: string | undefined, options: StatusOptions) =>
      run(options, session => status(instance, options, session)),
    );
}

/** Says how FHIR servers are. */
async function status(
  instance: string | undefined,
  options: StatusOptions,
  session: Session,
): Promise<number> {
  if (instance === undefined) return statusOfAll(options, session);
  const target = await resolveInstance(instance, session);
  return statusOfOne(target, options, session);
}

async function statusOfAll(
  { output, watch }: StatusOptions,
  session: Session,
): Promise<number> {
  const { out } = session.terminal;
  const printer = new StatusPrinter<InstanceList>(out, output, list => [
    ...healthTable(out, list.instances, session.environment.clock.now()),
    ...(watch ? silentLines(list) : []),
  ]);
  if (watch) {
    await watchInstances(session, list => printer.change(list));
    return EXIT.done;
  }
  const list = await listInstances(session);
  if (output !== 'table' || list.instances.length > 0) printer.once(list);
  return tellAbsent(list, session);
}

function silentLines({ clusters }: InstanceList): string[] {
  return clusters.flatMap(({ name, state, message }) =>
    message && state !== 'connected'
      ? [`! Cluster ${name} does not answer: ${message}`]
      : [],
  );
}

async function statusOfOne(
  target: ProvisionTarget,
  { output, watch }: StatusOptions,
  session: Session,
): Promise<number> {
  const { out } = session.terminal;
  const { clock, signal } = session.environment;
  const short = watch === true && out.columns === undefined;
  const printer = new StatusPrinter<InstanceView>(out, output, view => {
    const card = instanceCard(out, view, clock.now());
    return short ? [`${view.health.word}: ${view.health.sentence}`] : card;
  });
  const cluster = session.connect(
    requireCluster(session.config, target.cluster),
  );
  if (!watch) {
    const fhir = await cluster.get(FHIR_RESOURCE, target, { signal });
    if (!fhir) throw missing(target);
    printer.once(instanceView(target.cluster, fhir));
    return EXIT.done;
  }
  return whileThere(
    target,
    watchFhir({ cluster, clock }, target, signal),
    session,
    view => printer.change(view),
  );
}

/** Until Ctrl-C, or until the server is gone. */
async function whileThere(
  target: ProvisionTarget,
  states: ReturnType<typeof watchFhir>,
  { signal, terminal }: Session,
  show: (view: InstanceView) => void,
): Promise<number> {
  let seen = false;
  try {
    for await (const fhir of states) {
      if (!fhir && !seen) throw missing(target);
      if (!fhir) break;
      seen = true;
      show(instanceView(target.cluster, fhir));
    }
  } catch (error) {
    if (signal.aborted) return EXIT.done;
    throw error;
  }
  terminal.err.write(`${target.name} is gone.\n`);
  return EXIT.done;
}

function missing({ cluster, namespace, name }: ProvisionTarget): CommandError {
  return new CommandError(
    `There is no FHIR server ${name} in ${cluster}/${namespace}.`,
    {
      next: 'fhirctl list shows what there is.',
      exitCode: EXIT.notFound,
    },
  );
}
