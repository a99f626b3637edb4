import fs from 'node:fs';
import path from 'node:path';
import { command } from '../launch/command.mjs';
import { fingerprint, unlessDone } from '../launch/fingerprint.mjs';
import { root, yarn } from '../launch/paths.mjs';
import { step } from '../launch/progress.mjs';
import { adopterDirectory } from './places.mjs';

/**
 * A package of this repository that is published.
 * @typedef {{ name: string, version: string, folder: string, tarball: string }} PublishedPackage
 */

const packed = path.join(adopterDirectory, 'packed');

/** @param {string} folder */
const readManifest = folder =>
  JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));

/** @returns {PublishedPackage[]} every workspace that `publishConfig` makes public */
function publishedPackages() {
  return ['packages', 'plugins']
    .flatMap(parent =>
      fs
        .readdirSync(path.join(root, parent))
        .map(name => path.join(root, parent, name)),
    )
    .filter(folder => fs.existsSync(path.join(folder, 'package.json')))
    .map(folder => ({ folder, manifest: readManifest(folder) }))
    .filter(({ manifest }) => manifest.publishConfig?.access === 'public')
    .map(({ folder, manifest: { name, version } }) => ({
      name,
      version,
      folder,
      tarball: path.join(
        packed,
        `${name.replace('@', '').replace('/', '-')}.tgz`,
      ),
    }));
}

/**
 * Builds and packs the published packages when one of them changed, exactly as a release does.
 * @returns {Promise<PublishedPackage[]>}
 */
export async function packPackages() {
  const all = publishedPackages();
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
