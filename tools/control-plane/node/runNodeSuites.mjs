import { runJest } from '../runJest.mjs';
import { runOnNode } from './runOnNode.mjs';

/**
 * Runs the suites of tests/node on a cluster of one real node, which ends with them; its logs stay when a test failed.
 * @param {string[]} args jest arguments
 */
export function runNodeSuites(args) {
  return runJest('tests/node/jest.config.js', args, runOnNode);
}
