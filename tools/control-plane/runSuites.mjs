import { rmSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './binaries.mjs';
import { startControlPlane, stopOrphans } from './controlPlane.mjs';
import { runJest } from './runJest.mjs';
import { runToEnd } from './runToEnd.mjs';

/** @typedef {import('./runJest.mjs').Counts} Counts */

/**
 * Runs the suites of tests/cluster on a control plane of our own, which is stopped afterwards; its logs stay when a test failed.
 * @param {string[]} args jest arguments
 * @returns {Promise<Counts>}
 */
export async function runSuitesOnOwnControlPlane(args) {
  await stopOrphans();
  const plane = await startControlPlane({
    name: `test-${process.pid}`,
    log: console.log,
  });
  console.log(`Control plane at ${plane.server}, logs in ${plane.directory}`);
  const counts = await runSuites(args, {
    KUBECONFIG: plane.kubeconfig,
    CONTROL_PLANE: plane.name,
    PATH: `${plane.binaries}${path.delimiter}${process.env.PATH}`,
  }).finally(() => plane.stop());
  if (counts.failed === 0) {
    rmSync(plane.directory, { recursive: true, force: true });
  }
  return counts;
}

/**
 * Runs the suites of tests/cluster with the cluster of `KUBECONFIG`.
 * @param {string[]} args jest arguments
 * @param {Record<string, string>} environment
 * @returns {Promise<Counts>}
 */
export function runSuites(args, environment) {
  return runJest('tests/jest.config.js', args, ([program, ...rest]) =>
    runToEnd(program, rest, {
      cwd: repositoryRoot,
      // --json makes jest print its report on stdout as well; people read stderr.
      stdio: ['inherit', 'ignore', 'inherit'],
      env: { ...process.env, ...environment },
    }),
  );
}
