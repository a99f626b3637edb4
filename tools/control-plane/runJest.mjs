import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryRoot } from './binaries.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Runs jest, one suite after the other, and counts.
 * @param {string} config its configuration, below the root of the repository
 * @param {string[]} args more arguments of jest
 * @param {(command: string[]) => Promise<number>} run runs a command; resolves with its exit code
 * @returns {Promise<Counts>}
 */
export async function runJest(config, args, run) {
  const folder = mkdtempSync(path.join(tmpdir(), 'test-'));
  const results = path.join(folder, 'results.json');
  const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
  try {
    const code = await run([
      ...[testNode(), jest, '--config', path.join(repositoryRoot, config)],
      ...['--runInBand', '--json', '--outputFile', results],
      ...args,
    ]);
    return countsOf(results, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What jest has written. A jest that ended badly without a failed test counts as one.
 * @param {string} results
 * @param {number} code
 * @returns {Counts}
 */
function countsOf(results, code) {
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
