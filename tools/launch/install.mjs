import fs from 'node:fs';
import path from 'node:path';
import { command } from './command.mjs';
import { fingerprint, unlessDone } from './fingerprint.mjs';
import { root, yarn } from './paths.mjs';
import { Plain, step } from './progress.mjs';
import { networkSentence } from './runtime.mjs';

const NEEDED_GIB = 4;

function manifests() {
  const workspaces = ['packages', 'plugins'].flatMap(folder =>
    fs
      .readdirSync(path.join(root, folder))
      .map(name => `${folder}/${name}/package.json`),
  );
  const alone = ['tools', 'bench', 'tests'].map(name => `${name}/package.json`);
  return ['package.json', 'yarn.lock', '.yarnrc.yml', ...workspaces, ...alone];
}

/** Refuses to install where there is no room for it. */
export function checkDisk() {
  const { bavail, bsize } = fs.statfsSync(root);
  const free = (bavail * bsize) / 2 ** 30;
  if (free < NEEDED_GIB) {
    throw new Plain(
      `Too little disk: ${free.toFixed(1)} GiB are free in ${root}, the packages and the build need ${NEEDED_GIB} GiB. Free some and run the command again.`,
    );
  }
}

/** Installs the packages when a manifest changed since the last time. */
export async function install() {
  await unlessDone(
    'install',
    fingerprint(manifests()),
    async () => {
      checkDisk();
      await step('Installing packages (the first time about 90 s)', show =>
        command(process.execPath, [yarn, 'install', '--immutable'], {
          cwd: root,
          show,
          failure: output => networkSentence(output, 'The packages'),
        }),
      );
    },
    path.join(root, 'node_modules/.yarn-state.yml'),
  );
}
