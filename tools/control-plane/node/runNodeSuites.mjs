import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryRoot } from '../binaries.mjs';
import { countsOf } from '../runSuites.mjs';
import { runOnNode } from './runOnNode.mjs';

/**
 * Runs the suites of tests/node on a cluster of one real node, which ends with them; its logs stay when a test failed.
 * @param {string[]} args jest arguments
 * @returns {Promise<import('../runSuites.mjs').Counts>}
 */
export async function runNodeSuites(args) {
  const folder = mkdtempSync(path.join(tmpdir(), 'test-node-'));
  const results = path.join(folder, 'results.json');
  const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
  const config = path.join(repositoryRoot, 'tests/node/jest.config.js');
  try {
    const code = await runOnNode([
      ...[process.execPath, jest, '--config', config],
      ...['--runInBand', '--json', '--outputFile', results],
      ...args,
    ]);
    return countsOf(results, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
