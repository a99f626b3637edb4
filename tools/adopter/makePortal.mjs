import fs from 'node:fs';
import path from 'node:path';
import { command } from '../launch/command.mjs';
import { root, yarn } from '../launch/paths.mjs';
import { step } from '../launch/progress.mjs';
import { documentFile, instructions, write } from './document.mjs';
import { adopterDirectory } from './places.mjs';

/** @typedef {import('./document.mjs').FrontendSystem} FrontendSystem */
/** @typedef {{ system: FrontendSystem, folder: string }} Portal */

/** The create-app of Backstage 1.55. */
const CREATE_APP = '@backstage/create-app@0.9.2';

/** @param {string[]} place */
const readJson = (...place) =>
  JSON.parse(fs.readFileSync(path.join(...place), 'utf8'));

/**
 * A portal as create-app makes it, with this repository's version pins, changed as docs/adopt.md says.
 * @param {FrontendSystem} system
 * @param {string} registry URL of the registry with the packed packages
 * @returns {Promise<Portal>}
 */
export async function makePortal(system, registry) {
  const folder = path.join(adopterDirectory, `portal-${system}`);
  await step(`Making a portal with the ${system} frontend system`, show =>
    createApp(folder, system, show),
  );
  pinVersions(folder);
  configureYarn(folder, registry);
  await step('Doing what docs/adopt.md says', async show => {
    const markdown = fs.readFileSync(documentFile, 'utf8');
    for (const instruction of instructions(markdown, system)) {
      if (instruction.kind === 'command')
        await runInPortal(folder, instruction.text, show);
      else write(folder, instruction);
    }
  });
  return { system, folder };
}

/** @param {string} folder @param {FrontendSystem} system @param {(line: string) => void} show */
async function createApp(folder, system, show) {
  const home = path.join(adopterDirectory, 'create-app');
  fs.mkdirSync(home, { recursive: true });
  fs.writeFileSync(path.join(home, 'package.json'), '{ "private": true }\n');
  const npm = ['install', '--no-audit', '--no-fund', CREATE_APP];
  await command('npm', npm, { cwd: home, show });
  const packages = keepPackages(folder);
  await command(
    process.execPath,
    [
      path.join(
        home,
        'node_modules/@backstage/create-app/bin/backstage-create-app',
      ),
      '--skip-install',
      ...(system === 'legacy' ? ['--legacy'] : []),
    ],
    {
      cwd: adopterDirectory,
      show,
      env: {
        ...withYarn(),
        BACKSTAGE_APP_NAME: path.basename(folder),
      },
    },
  );
  packages.putBack();
}

/**
 * Removes the portal of the last time, but for its packages: Yarn brings them up to date faster than it installs them.
 * @param {string} folder
 */
function keepPackages(folder) {
  const [packages, kept] = [`${folder}/node_modules`, `${folder}.node_modules`];
  if (fs.existsSync(packages)) fs.renameSync(packages, kept);
  fs.rmSync(folder, { recursive: true, force: true });
  return {
    putBack: () => fs.existsSync(kept) && fs.renameSync(kept, packages),
  };
}

/** The environment of a person who has Yarn. */
export function withYarn() {
  const bin = path.join(adopterDirectory, 'bin');
  fs.mkdirSync(bin, { recursive: true });
  fs.writeFileSync(
    path.join(bin, 'yarn'),
    `#!/bin/sh\nexec "${process.execPath}" "${yarn}" "$@"\n`,
    { mode: 0o755 },
  );
  return { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` };
}

/**
 * The version pins of this repository, and Backstage exactly as create-app names it: some newest releases cannot be
 * installed from every registry, and the lock file that create-app fetches from GitHub, so that all of Backstage is of
 * one release, may be out of reach.
 * @param {string} folder
 */
function pinVersions(folder) {
  const { resolutions, dependenciesMeta } = readJson(root, 'package.json');
  const manifests = ['packages/app', 'packages/backend'].map(name =>
    readJson(folder, name, 'package.json'),
  );
  const backstage = Object.entries(
    Object.assign({}, ...manifests.map(({ dependencies }) => dependencies)),
  )
    .filter(([name]) => name.startsWith('@backstage/'))
    .map(([name, range]) => [name, range.replace('^', '')]);
  const manifest = readJson(folder, 'package.json');
  const pinned = {
    ...manifest,
    resolutions: {
      ...manifest.resolutions,
      ...resolutions,
      ...Object.fromEntries(backstage),
    },
    dependenciesMeta,
  };
  fs.writeFileSync(
    path.join(folder, 'package.json'),
    `${JSON.stringify(pinned, null, 2)}\n`,
  );
  fs.copyFileSync(path.join(root, 'yarn.lock'), path.join(folder, 'yarn.lock'));
}

/** @param {string} folder @param {string} registry */
function configureYarn(folder, registry) {
  const settings = {
    nodeLinker: 'node-modules',
    yarnPath: '.yarn/releases/yarn-4.13.0.cjs',
    npmMinimalAgeGate: 0,
    enableScripts: false,
    enableTelemetry: false,
    // `yarn add` would ask a search engine for type packages.
    tsEnableAutoTypes: false,
    unsafeHttpWhitelist: ['127.0.0.1'],
    npmScopes: { 'fhir-on-aks': { npmRegistryServer: registry } },
  };
  fs.writeFileSync(
    path.join(folder, '.yarnrc.yml'),
    `${JSON.stringify(settings, null, 2)}\n`,
  );
}

/**
 * Runs a line of the document in the portal.
 * @param {string} folder @param {string} line @param {(line: string) => void} show
 */
function runInPortal(folder, line, show) {
  return command('sh', ['-c', line], { cwd: folder, show, env: withYarn() });
}
