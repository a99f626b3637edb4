// `npm start`: sandbox, operator and portal on this machine, from a fresh clone. `yarn dev`: the same with hot reload.
import fs from 'node:fs';
import path from 'node:path';
import { bundle } from './bundle.mjs';
import { buildApp, buildDocs } from './buildApp.mjs';
import { answers, startOperator, startSandbox } from './cluster.mjs';
import { command, endCommands } from './command.mjs';
import { install } from './install.mjs';
import { ports, root, sandboxDirectory, yarn } from './paths.mjs';
import { checkPorts } from './ports.mjs';
import { firstToEnd, startProcess, stopAll, waitUntil } from './processes.mjs';
import { fail, Plain, step } from './progress.mjs';
import { underSuitableNode } from './runtime.mjs';
import { readSandbox, writeSettings } from './settings.mjs';
import { trustingSandbox } from './trust.mjs';

const developing = process.argv.includes('--dev');

/**
 * App and backend from source: a change of either is seen at once.
 * @param {string} config @param {NodeJS.ProcessEnv} env
 */
async function startPortalForDevelopment(config, env) {
  await step('Starting the portal with hot reload', async () => {
    const configs = [path.join(root, 'app-config.yaml'), config];
    const args = [
      ...[yarn, 'backstage-cli', 'repo', 'start'],
      ...['packages/app', 'packages/backend'],
      ...configs.flatMap(file => ['--config', file]),
    ];
    const part = startProcess('portal', args, env, root);
    const ready = `http://127.0.0.1:${ports.portal}/.backstage/health/v1/readiness`;
    await waitUntil(part, () => answers(ready), 180);
    await waitUntil(part, () => answers(`http://127.0.0.1:${ports.app}`), 180);
  });
}

/** @param {string} config @param {NodeJS.ProcessEnv} env */
async function startPortal(config, env) {
  await step('Starting the portal', async () => {
    const transform = path.join(
      root,
      'node_modules/@backstage/cli-node/config/nodeTransform.cjs',
    );
    const args = [
      '--require',
      transform,
      path.join(root, 'packages/backend/src/index.ts'),
      '--config',
      path.join(root, 'app-config.yaml'),
      '--config',
      config,
    ];
    const part = startProcess(
      'portal',
      args,
      { ...env, NODE_ENV: 'production', LOG_LEVEL: env.LOG_LEVEL ?? 'info' },
      root,
    );
    await waitUntil(
      part,
      () =>
        answers(
          `http://127.0.0.1:${ports.portal}/.backstage/health/v1/readiness`,
        ),
      180,
    );
  });
}

/** The first start makes one FHIR server, so that there is something to look at. */
async function provideSample(/** @type {NodeJS.ProcessEnv} */ env) {
  const done = path.join(sandboxDirectory, 'sample-made');
  if (fs.existsSync(done)) return;
  const file = await bundle('cli');
  await step('Making a sample FHIR server', show =>
    command(
      process.execPath,
      [
        file,
        'provision',
        '-f',
        path.join(root, 'examples/sample.yaml'),
        '--cluster',
        'sandbox',
      ],
      {
        cwd: root,
        show,
        env: {
          ...env,
          FHIRCTL_CONFIG: path.join(sandboxDirectory, 'fhirctl.yaml'),
        },
      },
    ),
  );
  fs.writeFileSync(done, '');
}

function printTable() {
  const rows = [
    ['Portal', `http://localhost:${developing ? ports.app : ports.portal}`],
    [
      'Sample FHIR server',
      `http://sample.fhir.localhost:${ports.ingress}/metadata`,
    ],
    ['Kubernetes', `export KUBECONFIG=${readSandbox().kubeconfig}`],
    [
      'Try next',
      'open the portal, press "New FHIR server"; or: yarn fhirctl list',
    ],
    ['Break something', 'yarn fhirctl sandbox fault image-pull sample'],
    ['Logs', path.join(sandboxDirectory, 'logs')],
    ['Stop', 'Ctrl-C (everything is kept; npm run reset forgets it)'],
  ];
  console.log(
    `\n${rows.map(([name, value]) => `  ${name.padEnd(20)}${value}`).join('\n')}\n`,
  );
}

async function main() {
  if (!(await underSuitableNode())) return;
  const interrupted = new Promise(resolve => {
    for (const signal of /** @type {NodeJS.Signals[]} */ ([
      'SIGINT',
      'SIGTERM',
      'SIGHUP',
    ]))
      process.on(signal, () => resolve(signal));
  });
  const started = (async () => {
    await checkPorts();
    await install();
    await Promise.all([bundle('sandbox'), bundle('operator'), bundle('cli')]);
    if (!developing) await buildApp();
    await buildDocs();
    await startSandbox();
    const { portal, operator } = writeSettings({ developing });
    const env = trustingSandbox(process.env);
    await startOperator(operator, env);
    await (developing ? startPortalForDevelopment : startPortal)(portal, env);
    await provideSample(env);
    printTable();
    return firstToEnd();
  })();
  try {
    const ended = await Promise.race([
      started,
      interrupted.then(() => undefined),
    ]);
    if (ended)
      throw new Plain(
        `The ${ended.part.name} ended by itself (${ended.code}). Its log: ${ended.part.log}`,
      );
    console.log('\nStopping …');
  } finally {
    await endCommands();
    await stopAll();
  }
  process.exit(process.exitCode ?? 0);
}

main().catch(error => {
  fail(error);
  process.exit(1);
});
