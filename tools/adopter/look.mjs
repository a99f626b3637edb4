import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../launch/paths.mjs';
import { rowOf } from '../launch/tally.mjs';
import { adopterDirectory } from './places.mjs';

/**
 * Looks at a running portal in a browser: tests/adopter.
 * @param {import('./makePortal.mjs').Portal} portal
 * @param {string} chromium
 */
export async function look({ system }, chromium) {
  const report = path.join(adopterDirectory, `${system}.json`);
  fs.rmSync(report, { force: true });
  const child = spawn(
    process.execPath,
    [
      'node_modules/@playwright/test/cli.js',
      'test',
      '--config',
      'tests/adopter/playwright.config.ts',
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        CHROMIUM: chromium,
        FRONTEND_SYSTEM: system,
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      },
    },
  );
  const code = await new Promise(resolve =>
    child.on('close', status => resolve(status ?? 1)),
  );
  return rowOf(`${system} frontend system`, report, code);
}
