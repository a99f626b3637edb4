import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readArguments, usage, UsageError } from './readArguments';
import { loadToken, writeSandboxFiles } from './sandboxFiles';
import { startSandbox } from './startSandbox';

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage);
    return;
  }
  const { directory, definition, ports } = readArguments(
    args,
    process.env,
    process.argv[1],
  );
  fs.mkdirSync(directory, { recursive: true });
  const sandbox = await startSandbox({
    directory,
    ports,
    token: loadToken(directory),
    definitions: [parse(fs.readFileSync(definition, 'utf8'))],
  });
  writeSandboxFiles(directory, sandbox);
  stopOnSignals(() => sandbox.close());
  const { ingress, kubernetes, azure } = sandbox.urls;
  console.log(
    `sandbox ready: Kubernetes ${kubernetes}, Azure ${azure}, FHIR servers ${ingress} (by host name), kubeconfig ${path.join(directory, 'kubeconfig')}`,
  );
}

/** What is running ends at once; what is stored is on disk before the process goes. */
function stopOnSignals(close: () => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.once(signal, () => {
      close().finally(() => process.exit(0));
    });
  }
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  const isTaken =
    error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (isTaken && 'port' in error) {
    return `Port ${error.port} is in use. Stop what listens there, or choose other ports: --port-base 8100.`;
  }
  return `The sandbox cannot start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

main().catch((error: unknown) => {
  console.error(explain(error));
  process.exit(1);
});
