// The cluster of `npm start`: a sandbox, and the operator in it.
import fs from 'node:fs';
import { bundle, nodeSettings } from './bundle.mjs';
import { ports, root, sandboxDirectory } from './paths.mjs';
import { startProcess, waitUntil } from './processes.mjs';
import { step } from './progress.mjs';
import { readSandbox } from './settings.mjs';

/** @param {string} url */
export const answers = async url =>
  (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;

/** Starts the Kubernetes API, Azure and the FHIR pods of the sandbox. */
export async function startSandbox() {
  const file = await bundle('sandbox');
  await step(
    'Starting the sandbox (Kubernetes, Azure, FHIR pods on loopback)',
    async () => {
      const part = startProcess(
        'sandbox',
        [
          ...nodeSettings('sandbox').args,
          file,
          '--state',
          sandboxDirectory,
          '--root',
          root,
          '--port-base',
          `${ports.portal}`,
        ],
        process.env,
        root,
      );
      await waitUntil(
        part,
        async () => /sandbox ready/.test(fs.readFileSync(part.log, 'utf8')),
        60,
      );
    },
  );
}

/** @param {string} config @param {NodeJS.ProcessEnv} env */
export async function startOperator(config, env) {
  const file = await bundle('operator');
  const node = nodeSettings('operator');
  await step('Starting the operator', async () => {
    const part = startProcess(
      'operator',
      [...node.args, file, '--config', config],
      { ...node.env, ...env, KUBECONFIG: readSandbox().kubeconfig },
      root,
    );
    await waitUntil(
      part,
      () => answers(`http://127.0.0.1:${ports.operator}/readyz`),
      60,
    );
  });
}
