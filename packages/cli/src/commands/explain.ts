import { Command } from 'commander';
import {
  FHIR_GROUP,
  FHIR_VERSION,
  fhirSpecSchema,
  schemaAt,
  type JsonSchema,
} from '@fhir-on-aks/plugin-fhir-common';
import { CommandError } from '../CommandError';
import { EXIT } from '../exitCodes';
import {
  examples,
  withOutput,
  type FleetOptions,
  type OutputOptions,
} from '../options';
import { explainLines } from '../output/explainLines';
import { printValue } from '../output/printValue';
import type { RunCommand } from '../RunCommand';
import type { Session } from '../Session';

/** Options of `fhirctl explain`. */
export interface ExplainOptions extends FleetOptions, OutputOptions {
  recursive?: boolean;
}

/** `fhirctl explain`. */
export function explainCommand(run: RunCommand): Command {
  const command = new Command('explain')
    .summary('explain a field of a FHIR server')
    .description(
      'Explains a field of the spec of a FHIR server: what it is, its type, its default, its bounds. It asks no cluster.',
    )
    .argument('[path]', 'such as spec.database; left out: the whole spec')
    .option('-r, --recursive', 'with the fields of the fields');
  return withOutput(command)
    .addHelpText(
      'after',
      examples([
        ['fhirctl explain', 'All fields'],
        ['fhirctl explain spec.database', 'One field and what is in it'],
        ['fhirctl explain exposure --recursive', 'One field, all the way down'],
        ['fhirctl explain replicas -o json', 'Its JSON Schema'],
      ]),
    )
    .action((path: string | undefined, options: ExplainOptions) =>
      run(options, session => explain(path, options, session)),
    );
}

/** Explains a field. */
async function explain(
  path = '',
  { output, recursive = false }: ExplainOptions,
  session: Session,
): Promise<number> {
  const { out } = session.terminal;
  const keys = keysOf(path);
  const schema = schemaOf(keys);
  printValue(out, output, schema, () => [
    `Fhir, ${FHIR_GROUP}/${FHIR_VERSION}`,
    '',
    ...explainLines(out, ['spec', ...keys].join('.'), schema, { recursive }),
  ]);
  return EXIT.done;
}

/** As people write paths: `fhir.spec.database`, `.spec.database`, `database`, `roles[]`. */
function keysOf(path: string): string[] {
  const keys = path.split(/[.[\]]+/).filter(key => key !== '');
  const [first] = keys;
  const below = first === 'fhir' || first === 'fhirs' ? keys.slice(1) : keys;
  return below[0] === 'spec' ? below.slice(1) : below;
}

function schemaOf(keys: string[]): JsonSchema {
  return keys.reduce<JsonSchema>((at, key, index) => {
    const found = schemaAt(at.items ?? at, [key]);
    if (found) return found;
    throw unknownField(['spec', ...keys.slice(0, index)].join('.'), key, at);
  }, fhirSpecSchema);
}

function unknownField(
  parent: string,
  key: string,
  schema: JsonSchema,
): CommandError {
  const known = Object.keys((schema.items ?? schema).properties ?? {});
  return new CommandError(`${parent} has no field ${key}.`, {
    next: known.length
      ? `It has ${known.join(', ')}.`
      : `${parent} has no fields.`,
  });
}
