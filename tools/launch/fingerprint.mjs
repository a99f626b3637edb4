import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { cacheDirectory, root } from './paths.mjs';

const ignored = new Set([
  'node_modules',
  'dist',
  'dist-types',
  'coverage',
  '__fixtures__',
  '__rendered__',
]);

/** @param {string} entry @returns {string[]} */
function filesBelow(entry) {
  if (!fs.existsSync(entry)) return [];
  if (fs.statSync(entry).isFile()) return [entry];
  return fs
    .readdirSync(entry, { withFileTypes: true })
    .filter(item => !ignored.has(item.name) && !/\.test\.tsx?$/.test(item.name))
    .flatMap(item => filesBelow(path.join(entry, item.name)));
}

/**
 * Hash of the content of files and folders, named relative to the root.
 * @param {string[]} entries
 */
export function fingerprint(entries) {
  const hash = createHash('sha256');
  for (const file of entries
    .flatMap(entry => filesBelow(path.join(root, entry)))
    .sort()) {
    hash
      .update(path.relative(root, file))
      .update('\0')
      .update(fs.readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * Runs `work` when the fingerprint differs from the one after its last success, or when what it made is gone.
 * @param {string} name @param {string} print @param {() => Promise<void>} work
 * @param {string} [made] a file or folder
 * @returns {Promise<boolean>} whether it ran
 */
export async function unlessDone(name, print, work, made) {
  const file = path.join(cacheDirectory, name);
  const done = fs.existsSync(file) && fs.readFileSync(file, 'utf8') === print;
  if (done && (!made || fs.existsSync(made))) return false;
  await work();
  fs.mkdirSync(cacheDirectory, { recursive: true });
  fs.writeFileSync(file, print);
  return true;
}
