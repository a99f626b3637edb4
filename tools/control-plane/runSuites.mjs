import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryRoot } from './binaries.mjs';
import { startControlPlane, stopOrphans } from './controlPlane.mjs';
import { runToEnd } from './runToEnd.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

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
export async function runSuites(args, environment) {
  const folder = mkdtempSync(path.join(tmpdir(), 'test-cluster-'));
  const results = path.join(folder, 'results.json');
  const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
  const code = await runToEnd(
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
  const counts = countsOf(results, code);
  rmSync(folder, { recursive: true, force: true });
  return counts;
}

/**
 * What jest has written. A jest that ended badly without a failed test counts as one.
 * @param {string} results
 * @param {number} code
 * @returns {Counts}
 */
export function countsOf(results, code) {
  if (!existsSync(results)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(results, 'utf8'));
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    failed: Math.max(failed, code === 0 ? 0 : 1),
    skipped: report.numPendingTests,
  };
}

/** The Node that the launcher fetched, when it did: the Kubernetes client needs 22.19 or newer. */
function testNode() {
  const fetched = path.join(
    repositoryRoot,
    `.node/node_modules/node-${process.platform}-${process.arch}/bin/node`,
  );
  return existsSync(fetched) ? fetched : process.execPath;
}
