import fs from 'node:fs';
import { findChromium } from '../launch/chromium.mjs';
import { startOperator, startSandbox } from '../launch/cluster.mjs';
import { endCommands } from '../launch/command.mjs';
import { install } from '../launch/install.mjs';
import { sandboxDirectory } from '../launch/paths.mjs';
import { checkPorts } from '../launch/ports.mjs';
import { stopAll } from '../launch/processes.mjs';
import { fail, Plain } from '../launch/progress.mjs';
import { writeSettings } from '../launch/settings.mjs';
import { printTally } from '../launch/tally.mjs';
import { trustingSandbox } from '../launch/trust.mjs';
import { look } from './look.mjs';
import { makePortal } from './makePortal.mjs';
import { packPackages } from './packages.mjs';
import { startRegistry } from './registry.mjs';
import { checkPortal, startPortal } from './runPortal.mjs';

/** @typedef {import('./document.mjs').FrontendSystem} FrontendSystem */

/**
 * Makes a portal with each frontend system as docs/adopt.md says, looks at both in a browser and prints the counts.
 * @param {string[]} args names of frontend systems; none: both
 */
export async function testAdopter(args) {
  const chromium = findChromium();
  if (!chromium)
    throw new Plain(
      'The adopter test needs a Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM to its path.',
    );
  const systems = /** @type {FrontendSystem[]} */ (['new', 'legacy']).filter(
    system => args.length === 0 || args.includes(system),
  );
  try {
    await checkPorts();
    await install();
    const packages = await packPackages();
    printSizes(packages);
    const registry = await startRegistry(packages);
    const portals = [];
    for (const system of systems)
      portals.push(await makePortal(system, registry.url));
    registry.close();
    fs.rmSync(sandboxDirectory, { recursive: true, force: true });
    await startSandbox();
    const settings = writeSettings({ developing: true });
    const env = trustingSandbox(process.env);
    await startOperator(settings.operator, env);
    const rows = [];
    for (const portal of portals) {
      await checkPortal(portal, settings);
      const running = await startPortal(portal, settings, env);
      rows.push(await look(portal, chromium));
      await running.stop();
    }
    console.log('');
    if (!printTally(rows)) process.exitCode = 1;
  } catch (error) {
    fail(error);
    console.log('0 passed, 1 failed');
  } finally {
    await endCommands();
    await stopAll();
  }
}

/** @param {import('./packages.mjs').PublishedPackage[]} packages */
function printSizes(packages) {
  for (const { name, tarball } of packages) {
    const size = (fs.statSync(tarball).size / 1000).toFixed(0);
    console.log(`  ${name.padEnd(54)}${size.padStart(5)} kB packed`);
  }
}
