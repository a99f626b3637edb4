import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

/**
 * The workspaces that `publishConfig` makes public.
 * @returns {Array<{ name: string, version: string, folder: string }>} with absolute folders
 */
export function publishedPackages() {
  return ['packages', 'plugins']
    .flatMap(parent =>
      fs
        .readdirSync(path.join(root, parent))
        .map(name => path.join(root, parent, name)),
    )
    .filter(folder => fs.existsSync(path.join(folder, 'package.json')))
    .map(folder => ({
      folder,
      ...JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')),
    }))
    .filter(({ publishConfig }) => publishConfig?.access === 'public')
    .map(({ name, version, folder }) => ({ name, version, folder }));
}
