// `yarn pictures [part of a name]`: docs/images from the built portal and the fixtures of its pages.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { buildApp } from '../launch/buildApp.mjs';
import { findChromium } from '../launch/chromium.mjs';
import { root } from '../launch/paths.mjs';
import { fail, Plain } from '../launch/progress.mjs';
import { bundleFixtures } from './bundleFixtures.mjs';
import { startFixturePortal } from './fixturePortal.mjs';
import { openScene, scenePage } from './openScene.mjs';
import { scenes } from './scenes.mjs';

const MOST_BYTES = 200_000;
const folder = path.join(root, 'docs/images');

async function main() {
  const [wanted = ''] = process.argv.slice(2);
  const executablePath = findChromium();
  if (!executablePath)
    throw new Plain(
      'Pictures need a Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM to its path.',
    );
  await buildApp();
  const fixtures = await bundleFixtures();
  const dist = path.join(root, 'packages/app/dist');
  const portal = await startFixturePortal({ dist, fixtures });
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  fs.mkdirSync(folder, { recursive: true });
  try {
    const page = await scenePage(browser);
    for (const scene of scenes(fixtures)) {
      if (!scene.name.includes(wanted)) continue;
      await openScene(page, portal.url, scene, fixtures.FIXTURE_NOW);
      keep(scene.name, await page.screenshot({ animations: 'disabled' }));
    }
  } finally {
    await browser.close();
    portal.close();
  }
}

/** @param {string} name @param {Buffer} picture */
function keep(name, picture) {
  const file = path.join(folder, `${name}.png`);
  fs.writeFileSync(file, picture);
  const kilobytes = Math.round(picture.length / 1000);
  process.stdout.write(`${path.relative(root, file)} ${kilobytes} kB\n`);
  if (picture.length > MOST_BYTES)
    throw new Plain(
      `${name}.png has ${kilobytes} kB; at most ${MOST_BYTES / 1000} are kept. Show less of the page.`,
    );
}

main().catch(fail);
