import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryRoot } from './binaries.mjs';
import { startControlPlane } from './controlPlane.mjs';
import { trustedKubeconfig } from './trustedKubeconfig.mjs';

// yarn test:cluster [jest arguments]: the suites of tests/cluster on a control plane of our own, or on $KUBECONFIG.

main(process.argv.slice(2)).then(
  code => process.exit(code),
  error => {
    console.error(error.message);
    process.exit(1);
  },
);

/** @param {string[]} args */
async function main(args) {
  const given = process.env.KUBECONFIG;
  if (given) {
    const { context, server } = await trustedKubeconfig(given);
    console.log(`Using the cluster of context "${context}" at ${server}`);
    return runJest(args, { KUBECONFIG: given });
  }
  const plane = await startControlPlane({
    name: `test-${process.pid}`,
    log: console.log,
  });
  console.log(`Control plane at ${plane.server}, logs in ${plane.directory}`);
  try {
    const code = await runJest(args, {
      KUBECONFIG: plane.kubeconfig,
      CONTROL_PLANE: plane.name,
      PATH: `${plane.binaries}${path.delimiter}${process.env.PATH}`,
    });
    await plane.stop();
    if (code === 0) rmSync(plane.directory, { recursive: true, force: true });
    return code;
  } finally {
    await plane.stop();
  }
}

/**
 * Runs jest and prints `N passed, N failed`.
 * @param {string[]} args
 * @param {Record<string, string>} environment
 */
async function runJest(args, environment) {
  const results = path.join(
    mkdtempSync(path.join(tmpdir(), 'test-cluster-')),
    'results.json',
  );
  const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
  const child = spawn(
    testNode(),
    [
      jest,
      ...['--config', path.join(repositoryRoot, 'tests', 'jest.config.js')],
      ...['--runInBand', '--json', '--outputFile', results],
      ...args,
    ],
    {
      cwd: repositoryRoot,
      // --json makes jest print its report on stdout as well; people read stderr.
      stdio: ['inherit', 'ignore', 'inherit'],
      env: { ...process.env, ...environment },
    },
  );
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.on(signal, () => child.kill(signal));
  }
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', exitCode => resolve(exitCode ?? 1));
  });
  print(results);
  rmSync(path.dirname(results), { recursive: true, force: true });
  return code;
}

/** @param {string} results */
function print(results) {
  if (!existsSync(results)) {
    console.log('0 passed, 1 failed (jest wrote no results)');
    return;
  }
  const {
    numPassedTests,
    numFailedTests,
    numPendingTests,
    numRuntimeErrorTestSuites,
  } = JSON.parse(readFileSync(results, 'utf8'));
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  const skipped = numPendingTests ? `, ${numPendingTests} skipped` : '';
  console.log(`${numPassedTests} passed, ${failed} failed${skipped}`);
}

/** The Node that the launcher fetched, when it did: the Kubernetes client needs 22.19 or newer. */
function testNode() {
  const fetched = path.join(
    repositoryRoot,
    `.node/node_modules/node-${process.platform}-${process.arch}/bin/node`,
  );
  return existsSync(fetched) ? fetched : process.execPath;
}
