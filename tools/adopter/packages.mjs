import fs from 'node:fs';
import path from 'node:path';
import { command } from '../launch/command.mjs';
import { fingerprint, unlessDone } from '../launch/fingerprint.mjs';
import { root, yarn } from '../launch/paths.mjs';
import { step } from '../launch/progress.mjs';
import { publishedPackages } from '../launch/publishedPackages.mjs';
import { adopterDirectory } from './places.mjs';

/**
 * A package of this repository that is published.
 * @typedef {{ name: string, version: string, folder: string, tarball: string }} PublishedPackage
 */

const packed = path.join(adopterDirectory, 'packed');

/** @param {string} name of a package */
const tarballOf = name =>
  path.join(packed, `${name.replace('@', '').replace('/', '-')}.tgz`);

/**
 * Builds and packs the published packages when one of them changed, exactly as a release does.
 * @returns {Promise<PublishedPackage[]>}
 */
export async function packPackages() {
  const all = publishedPackages().map(one => ({
    ...one,
    tarball: tarballOf(one.name),
  }));
  const sources = all.flatMap(({ folder }) =>
    ['src', 'package.json', 'config.d.ts', 'README.md'].map(entry =>
      path.relative(root, path.join(folder, entry)),
    ),
  );
  const print = fingerprint([
    ...sources,
    'templates',
    'tsconfig.json',
    'yarn.lock',
  ]);
  await unlessDone('adopter-packed', print, () => build(all), packed);
  return all;
}

/** @param {PublishedPackage[]} all */
async function build(all) {
  fs.rmSync(packed, { recursive: true, force: true });
  fs.mkdirSync(packed, { recursive: true });
  await step('Building the published packages', async show => {
    const args = [yarn, 'release:build'];
    await command(process.execPath, args, { cwd: root, show });
  });
  await step('Packing them', async show => {
    for (const { folder, tarball } of all) await pack(folder, tarball, show);
  });
}

/** @param {string} folder @param {string} tarball @param {(line: string) => void} show */
async function pack(folder, tarball, show) {
  try {
    const args = [yarn, 'pack', '--out', tarball];
    await command(process.execPath, args, { cwd: folder, show });
  } finally {
    // A pack that failed leaves the manifest of the release in the folder.
    const original = path.join(folder, 'package.json-prepack');
    if (fs.existsSync(original))
      fs.renameSync(original, path.join(folder, 'package.json'));
  }
}
