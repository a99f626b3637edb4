// Counts of tests over all rings; the last line of `npm test` and of `.ci/run`.
import fs from 'node:fs';
import path from 'node:path';
import { cacheDirectory } from './paths.mjs';

const file = path.join(cacheDirectory, 'tally.json');

/** @typedef {{ ring: string, passed: number, failed: number }} Row */

/** @returns {Row[]} */
export const readTally = () =>
  fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : [];

/** @param {Row[]} rows */
export function writeTally(rows) {
  fs.mkdirSync(cacheDirectory, { recursive: true });
  fs.writeFileSync(file, JSON.stringify(rows));
}

/**
 * Prints one line per ring and the sum.
 * @param {Row[]} rows @returns {boolean} whether nothing failed
 */
export function printTally(rows) {
  const sum = (/** @type {'passed' | 'failed'} */ key) =>
    rows.reduce((total, row) => total + row[key], 0);
  for (const row of rows)
    console.log(
      `  ${row.ring.padEnd(28)}${row.passed} passed, ${row.failed} failed`,
    );
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0;
}

/**
 * The counts of a ring that wrote a report.
 * @param {string} ring @param {string} reportFile jest's or Playwright's JSON @param {number} code exit code
 * @returns {Row}
 */
export function rowOf(ring, reportFile, code) {
  if (!fs.existsSync(reportFile)) return { ring, passed: 0, failed: 1 };
  const report = JSON.parse(fs.readFileSync(reportFile, 'utf8'));
  const passed = report.numPassedTests ?? report.stats?.expected ?? 0;
  const failed = report.numFailedTests ?? report.stats?.unexpected ?? 0;
  const suites = report.numRuntimeErrorTestSuites ?? report.errors?.length ?? 0;
  return {
    ring,
    passed,
    failed: Math.max(failed + suites, code === 0 ? 0 : 1),
  };
}
