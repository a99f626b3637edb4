// Browser tests against a whole `npm start` of their own: other ports, an empty sandbox folder.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { findChromium } from './chromium.mjs';
import { cacheDirectory, root } from './paths.mjs';
import { fail, Plain } from './progress.mjs';
import { underSuitableNode } from './runtime.mjs';

const PORT_BASE = '7107';

/** @param {NodeJS.ProcessEnv} env @returns {Promise<import('node:child_process').ChildProcess>} once the table is printed */
function startAll(env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['tools/launch/start.mjs'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.on('close', code =>
      reject(new Plain(`npm start ended with ${code}.`)),
    );
    child.stdout.on('data', chunk => {
      process.stdout.write(chunk);
      if (/Ctrl-C/.test(String(chunk))) resolve(child);
    });
  });
}

async function main() {
  if (!(await underSuitableNode())) return;
  const chromium = findChromium();
  if (!chromium)
    throw new Plain(
      'The browser tests need a Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM to its path.',
    );
  const sandbox = path.join(root, '.cache/browser-sandbox');
  fs.rmSync(sandbox, { recursive: true, force: true });
  const env = {
    ...process.env,
    FHIR_PORT_BASE: PORT_BASE,
    FHIR_SANDBOX_DIR: sandbox,
    CHROMIUM: chromium,
  };
  const portal = await startAll(env);
  const stopped = new Promise(resolve => portal.on('close', resolve));
  try {
    const tests = spawn(
      process.execPath,
      [
        'node_modules/@playwright/test/cli.js',
        'test',
        '--config',
        'tests/browser/playwright.config.ts',
        ...process.argv.slice(2),
      ],
      {
        cwd: root,
        stdio: 'inherit',
        env: {
          ...env,
          NODE_EXTRA_CA_CERTS: path.join(sandbox, 'ca.pem'),
          PLAYWRIGHT_JSON_OUTPUT_NAME: path.join(
            cacheDirectory,
            'browser.json',
          ),
        },
      },
    );
    process.exitCode = await new Promise(resolve =>
      tests.on('close', code => resolve(code ?? 1)),
    );
  } finally {
    portal.kill('SIGTERM');
    await stopped;
  }
}

main().catch(fail);
