import { Command } from 'commander';
import { EXIT } from '../exitCodes';
import { examples, withOutput, type OutputOptions } from '../options';
import { printValue } from '../output/printValue';
import type { RunCommand } from '../RunCommand';
import { findSandbox } from '../sandbox/findSandbox';
import type { Session } from '../Session';

/** `fhirctl sandbox info`. */
export function infoCommand(run: RunCommand): Command {
  const command = new Command('info')
    .summary('say where the sandbox is')
    .description('Says where the sandbox is and how to reach it.');
  return withOutput(command)
    .addHelpText(
      'after',
      examples([
        ['fhirctl sandbox info', 'Where everything is'],
        [
          'export KUBECONFIG=$(fhirctl sandbox info -o json | jq -r .kubeconfig)',
          'Use kubectl with the sandbox',
        ],
      ]),
    )
    .action((options: OutputOptions) =>
      run({}, session => info(options, session)),
    );
}

/** Says where the sandbox is; its tokens are not shown. */
async function info(
  { output }: OutputOptions,
  { environment, terminal }: Session,
): Promise<number> {
  const { file, kubeconfig, ingress, control } = findSandbox(environment);
  const value = { file, kubeconfig, ingress, control: control.url };
  printValue(terminal.out, output, value, () => [
    `State         ${file}`,
    `Kubernetes    export KUBECONFIG=${kubeconfig}`,
    ...(ingress ? [`FHIR servers  ${ingress}, by their host names`] : []),
  ]);
  return EXIT.done;
}
