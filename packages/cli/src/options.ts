import { InvalidArgumentError, Option, type Command } from 'commander';

/** How to print: for people, or for programs. */
export type OutputFormat = 'table' | 'json' | 'yaml';

/** Options that say which clusters there are. */
export interface FleetOptions {
  config?: string;
  kubeconfig?: string;
  context?: string;
  cluster?: string;
  namespace?: string;
  azureSubscription?: string;
  azureResourceGroup?: string;
  azureLocation?: string;
  azureTenant?: string;
  oidcIssuer?: string;
}

/** Options of commands that print something. */
export interface OutputOptions {
  output: OutputFormat;
}

/** Options of commands that wait. */
export interface TimeoutOptions {
  /** In milliseconds. */
  timeout?: number;
}

/** Adds the options of `FleetOptions` but for Azure. */
export function withFleet(command: Command): Command {
  return command
    .optionsGroup('Where:')
    .option('--cluster <name>', 'which cluster, by its name in the portal')
    .option('-n, --namespace <name>', 'which namespace')
    .option(
      '--config <file>',
      'clusters and their Azure settings; left out: $FHIRCTL_CONFIG, then ~/.config/fhirctl/config.yaml',
    )
    .option(
      '--kubeconfig <file>',
      'one cluster, without a configuration; left out: as kubectl, by $KUBECONFIG',
    )
    .option('--context <name>', 'context in that kubeconfig')
    .optionsGroup('Options:');
}

/** Adds the Azure settings for use without a configuration. A secret has no option: it would be seen in the list of processes. */
export function withAzure(command: Command): Command {
  return command
    .optionsGroup('Azure, without a configuration:')
    .option('--azure-subscription <id>', 'left out: $AZURE_SUBSCRIPTION_ID')
    .option(
      '--azure-resource-group <name>',
      'of the managed identities; left out: $AZURE_RESOURCE_GROUP',
    )
    .option('--azure-location <region>', 'left out: $AZURE_LOCATION')
    .option('--azure-tenant <id>', 'left out: $AZURE_TENANT_ID')
    .option(
      '--oidc-issuer <url>',
      'of the AKS cluster; left out: $AKS_OIDC_ISSUER',
    )
    .optionsGroup('Options:');
}

/** Adds `-o`. */
export function withOutput(
  command: Command,
  usual: OutputFormat = 'table',
): Command {
  return command.addOption(
    new Option('-o, --output <format>', 'how to print the result')
      .choices(['table', 'json', 'yaml'])
      .default(usual),
  );
}

/** Adds `--timeout`. */
export function withTimeout(command: Command, noWait: boolean): Command {
  return command.option(
    '--timeout <duration>',
    `how long to wait, such as 90s, 15m or 1h; left out: 15m${noWait ? '; 0 does not wait' : ''}`,
    parseDuration,
  );
}

/** `90s`, `15m`, `1h` or `0` in milliseconds. */
export function parseDuration(text: string): number {
  const [, amount, unit] = /^(\d+)(s|m|h)$/.exec(text) ?? [];
  if (text === '0') return 0;
  if (!amount) {
    throw new InvalidArgumentError(
      'Write a number and s, m or h, such as 15m.',
    );
  }
  const milliseconds = { s: 1_000, m: 60_000, h: 3_600_000 }[unit ?? 'm'] ?? 0;
  return Number(amount) * milliseconds;
}

/** For options that may be given several times. */
export function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value];
}

/** The part of a help text that teaches by example. */
export function examples(
  lines: Array<[command: string, what: string]>,
): string {
  const shown = lines.map(([command, what]) => `  # ${what}\n  ${command}`);
  return `\nExamples:\n${shown.join('\n')}`;
}
