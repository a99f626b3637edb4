// `npm test`: type check, checks, unit and sandbox tests, browser tests; ends with `N passed, N failed`.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { findChromium } from './chromium.mjs';
import { install } from './install.mjs';
import { cacheDirectory, root, yarn } from './paths.mjs';
import { fail } from './progress.mjs';
import { underSuitableNode } from './runtime.mjs';
import { printTally, rowOf, writeTally } from './tally.mjs';

/**
 * Runs one ring with its output in sight.
 * @param {string} ring @param {string[]} args @returns {Promise<number>} exit code
 */
function run(ring, args) {
  console.log(`\n── ${ring}`);
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, FORCE_COLOR: '0' },
    });
    child.on('close', code => resolve(code ?? 1));
  });
}

async function checks() {
  const code = await run(
    'types, lint, imports, dead code, generated files, format, sizes',
    ['tools/check/check.mjs'],
  );
  return {
    ring: 'checks',
    passed: code === 0 ? 1 : 0,
    failed: code === 0 ? 0 : 1,
  };
}

async function unit() {
  const report = path.join(cacheDirectory, 'unit.json');
  fs.rmSync(report, { force: true });
  const code = await run('unit and sandbox tests', [
    yarn,
    'backstage-cli',
    'repo',
    'test',
    '--watchAll=false',
    '--maxWorkers=2',
    // A test that hangs ends; a machine that is busy fails none.
    '--testTimeout=60000',
    '--json',
    `--outputFile=${report}`,
  ]);
  return rowOf('unit and sandbox', report, code);
}

async function browser() {
  if (!findChromium() && !process.env.CI) {
    console.log(
      '\nNo Chromium was found (set CHROMIUM to its path): the browser tests are left out.',
    );
    return undefined;
  }
  const report = path.join(cacheDirectory, 'browser.json');
  fs.rmSync(report, { force: true });
  const code = await run('browser tests', ['tools/launch/browser.mjs']);
  return rowOf('browser', report, code);
}

async function main() {
  if (!(await underSuitableNode())) return;
  await install();
  fs.mkdirSync(cacheDirectory, { recursive: true });
  const rows = [];
  for (const ring of [checks, unit, browser]) {
    const row = await ring();
    if (row) rows.push(row);
  }
  writeTally(rows);
  console.log('');
  if (!printTally(rows)) process.exitCode = 1;
}

main().catch(fail);
