import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { connectCluster } from '@fhir-on-aks/kube';
import type { OperatorConfig } from './config/operatorConfig';
import { readOperatorConfig } from './config/readOperatorConfig';
import { Log } from './Log';
import { OperatorMetrics } from './process/OperatorMetrics';
import { httpServerAsker } from './server/askServer';
import { startOperator } from './startOperator';

const USAGE = `fhir-operator [--config FILE]

Turns Fhir resources into running FHIR servers. The cluster is that of KUBECONFIG, or the one it runs in.

  --config FILE   settings as YAML or JSON; without it every default holds (docs/operator.md)
  LOG_LEVEL       debug, info, warn or error (environment)`;

/** What the platform waits before it kills a process, with a little in hand. */
const STOP_MS = 29_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { config: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const config = readConfig(values.config);
  const log = new Log({ level: config.logLevel });
  const metrics = new OperatorMetrics();
  const cluster = connectCluster({
    userAgent: 'fhir-operator',
    connections: config.workers,
    onRequest: metrics.runtime.onRequest,
  });
  const asker = httpServerAsker();
  const signalled = new Promise<number>(resolve => {
    process.once('SIGTERM', () => resolve(0));
    process.once('SIGINT', () => resolve(0));
  });
  const operator = await startOperator({
    cluster,
    config,
    ask: asker.ask,
    log,
    metrics,
  });
  const code = await Promise.race([signalled, operator.lost.then(() => 1)]);
  if (code !== 0) process.exit(code);
  setTimeout(() => process.exit(1), STOP_MS).unref();
  await operator.stop();
  await Promise.all([asker.close(), cluster.close()]);
  process.exit(0);
}

function readConfig(file: string | undefined): OperatorConfig {
  return readOperatorConfig(file && readText(file), process.env);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`cannot read the configuration ${file}`, { cause });
  }
}

main().catch(error => {
  const causes = [];
  for (let at = error; at instanceof Error; at = at.cause)
    causes.push(at.message);
  process.stderr.write(`${causes.join(': ') || error}\n`);
  process.exit(1);
});
