import { Command } from 'commander';
import {
  isRecord,
  OperatorSettings,
  parseOperatorSettings,
  parseProvisionRequest,
  renderRequest,
  unreachable,
  withClusterDefaults,
  type FleetCluster,
  type ProvisionRequest,
  type RenderedObject,
} from '@fhir-on-aks/plugin-fhir-common';
import { EXIT } from '../exitCodes';
import { type Json } from '../input/json';
import { provisionInput, type ProvisionFlags } from '../input/provisionInput';
import { readDocument } from '../input/readDocument';
import {
  collect,
  examples,
  withFleet,
  withOutput,
  type FleetOptions,
  type OutputOptions,
} from '../options';
import { formatTable } from '../output/formatTable';
import { toYaml } from '../output/printValue';
import type { RunCommand } from '../RunCommand';
import type { Session } from '../Session';

/** Options of `fhirctl render`. */
export interface RenderOptions
  extends FleetOptions, OutputOptions, ProvisionFlags {
  file: string;
  operatorConfig?: string;
}

/** `fhirctl render`. */
export function renderCommand(run: RunCommand): Command {
  const command = new Command('render')
    .summary('print the objects that the operator would make')
    .description(
      'Prints the objects that the operator would make of a request or a Fhir. It asks no cluster.',
    )
    .requiredOption(
      '-f, --file <file>',
      'a request or a Fhir as YAML or JSON; - is the standard input',
    )
    .option('--name <name>', 'instead of the name in the file')
    .option(
      '--set <path=value>',
      'instead of a field of the spec in the file; may be repeated',
      collect,
    )
    .option(
      '--operator-config <file>',
      'settings of the operator; left out: its own defaults',
    );
  withFleet(withOutput(command, 'yaml'));
  return command
    .addHelpText(
      'after',
      examples([
        ['fhirctl render -f examples/sample.yaml', 'Everything, as YAML'],
        [
          'fhirctl render -f examples/sample.yaml --set exposure.type=None -o table',
          'Which objects there are without an Ingress',
        ],
      ]),
    )
    .action((options: RenderOptions) =>
      run(options, session => render(options, session)),
    );
}

/** Prints what the operator would make. */
async function render(
  options: RenderOptions,
  session: Session,
): Promise<number> {
  const { environment, terminal } = session;
  const document = await readDocument(options.file, environment);
  const request = requestFor(document, options, session);
  const settings = await operatorSettings(options, session);
  const { objects } = renderRequest(request, settings);
  if (namesNoIdentity(request)) {
    terminal.err.write('Ids that Azure has yet to give out are zeros.\n');
  }
  terminal.out.write(shown(objects, options, terminal.out.columns));
  return EXIT.done;
}

/** A cluster that is not known suggests nothing: the file must then say all. */
function requestFor(
  document: unknown,
  options: RenderOptions,
  session: Session,
): ProvisionRequest {
  const input = provisionInput(document, options);
  const cluster = knownCluster(input, session);
  const {
    name = 'cluster',
    namespaces: [first = 'default'],
  } = cluster ?? { namespaces: [] };
  return parseProvisionRequest(
    withClusterDefaults(
      {
        ...input,
        cluster: input.cluster ?? name,
        namespace: input.namespace ?? first,
      },
      cluster ?? {},
    ),
  );
}

function knownCluster(
  { cluster: named }: Json,
  session: Session,
): FleetCluster | undefined {
  if (!session.hasConfiguration) return undefined;
  const { clusters } = session.config;
  if (named !== undefined) return clusters.find(({ name }) => name === named);
  return clusters.length === 1 ? clusters[0] : undefined;
}

function namesNoIdentity({ spec: { identity } }: ProvisionRequest): boolean {
  return identity.type !== 'None' && !identity.clientId;
}

/** The file of the operator tells its process something too; only the facts of the fleet count here. */
async function operatorSettings(
  { operatorConfig }: RenderOptions,
  { environment }: Session,
): Promise<OperatorSettings> {
  const given = operatorConfig
    ? await readDocument(operatorConfig, environment)
    : {};
  const facts = Object.keys(OperatorSettings.shape);
  return parseOperatorSettings(
    isRecord(given)
      ? Object.fromEntries(
          Object.entries(given).filter(([key]) => facts.includes(key)),
        )
      : given,
  );
}

function shown(
  objects: RenderedObject[],
  { output }: OutputOptions,
  width?: number,
): string {
  switch (output) {
    case 'json':
      return `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }, null, 2)}\n`;
    case 'yaml':
      return objects.map(object => `---\n${toYaml(object)}`).join('');
    case 'table':
      return formatTable(
        [{ heading: 'KIND' }, { heading: 'NAME' }],
        objects.map(({ kind, metadata }) => [kind, metadata.name]),
        width,
      )
        .map(line => `${line}\n`)
        .join('');
    default:
      return unreachable(output);
  }
}
