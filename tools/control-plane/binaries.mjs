import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

/** The root of the repository. */
export const repositoryRoot = path.resolve(here, '../..');

/** Everything that the control plane writes goes below this folder, which git ignores. */
export const cacheDirectory = path.join(
  repositoryRoot,
  '.cache',
  'control-plane',
);

const kubernetes = moduleVersion('k8s.io/kubernetes');
const etcd = moduleVersion('go.etcd.io/etcd/server/v3');

/** kwok plays the kubelet of nodes that do not exist; its module is built outside ours, so that neither pins the other. */
const kwok = 'v0.8.0';

/**
 * What is built, in the order in which it is built. `module` is the folder of its go.mod, when it is not this one.
 * @typedef {{ name: string, version: string, package: string, kind: 'plain' | 'kubernetes' | 'outside', module?: string,
 *   tags?: string }} Binary
 * @type {Binary[]}
 */
export const binaries = [
  {
    name: 'etcd',
    version: etcd,
    package: 'go.etcd.io/etcd/server/v3',
    kind: 'plain',
  },
  ...[
    'kube-apiserver',
    'kube-controller-manager',
    'kube-scheduler',
    'kubectl',
  ].map(name => ({
    name,
    version: kubernetes,
    package: `k8s.io/kubernetes/cmd/${name}`,
    kind: /** @type {const} */ ('kubernetes'),
  })),
  {
    name: 'kwok',
    version: kwok,
    package: `sigs.k8s.io/kwok/cmd/kwok@${kwok}`,
    kind: 'outside',
  },
];

/** The folder of the programs of the control plane. */
export function binaryDirectory() {
  return directoryFor('', binaries, [path.join(here, 'go.sum')]);
}

/**
 * The folder of built programs: another source, or another program, is another folder.
 * @param {string} prefix
 * @param {Binary[]} programs
 * @param {string[]} sources files that say what is built
 */
export function directoryFor(prefix, programs, sources) {
  const hash = createHash('sha256');
  for (const file of sources) hash.update(readFileSync(file));
  hash
    .update(programs.map(one => one.package).join('\n'))
    .update(`${process.platform}-${process.arch}`);
  const name = `${prefix}${hash.digest('hex').slice(0, 16)}`;
  return path.join(cacheDirectory, name, 'bin');
}

/**
 * The version of a module as the go.mod of a folder requires it.
 * @param {string} module
 * @param {string} folder
 */
export function moduleVersion(module, folder = here) {
  const file = readFileSync(path.join(folder, 'go.mod'), 'utf8');
  const line = file
    .split('\n')
    .map(text => text.trim().replace(/^require /, ''))
    .find(text => text.startsWith(`${module} v`));
  if (!line) throw new Error(`go.mod does not require ${module}`);
  return line.split(' ')[1];
}
