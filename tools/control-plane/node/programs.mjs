import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { directoryFor, moduleVersion } from '../binaries.mjs';
import { buildMissing } from '../build.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const kubernetes = moduleVersion('k8s.io/kubernetes');

/**
 * What a node needs besides the control plane. containerd, CoreDNS and Helm have a go.mod of their own, so that none
 * pins the dependencies of another.
 * @type {import('../binaries.mjs').Binary[]}
 */
const programs = [
  ...['kubelet', 'kube-proxy'].map(name => ({
    name,
    version: kubernetes,
    package: `k8s.io/kubernetes/cmd/${name}`,
    kind: /** @type {const} */ ('kubernetes'),
  })),
  ...['containerd', 'containerd-shim-runc-v2', 'ctr'].map(name =>
    program(name, 'containerd', {
      module: 'github.com/containerd/containerd/v2',
      package: `github.com/containerd/containerd/v2/cmd/${name}`,
      tags: 'no_btrfs,no_devmapper,no_zfs',
    }),
  ),
  program('coredns', 'coredns', { module: 'github.com/coredns/coredns' }),
  program('helm', 'helm', {
    module: 'helm.sh/helm/v4',
    package: 'helm.sh/helm/v4/cmd/helm',
  }),
  {
    name: 'pause',
    version: '',
    package: './node/pause',
    kind: 'plain',
  },
];

/**
 * @param {string} name
 * @param {string} folder
 * @param {{ module: string, package?: string, tags?: string }} source
 * @returns {import('../binaries.mjs').Binary}
 */
function program(name, folder, source) {
  const place = path.join(here, folder);
  return {
    name,
    version: moduleVersion(source.module, place),
    package: source.package ?? source.module,
    kind: 'plain',
    module: place,
    tags: source.tags,
  };
}

/**
 * Builds the programs of a node that are not there yet and returns their folder.
 * @param {(line: string) => void} log
 */
export async function buildNodePrograms(log = console.log) {
  const directory = directoryFor(
    'node-',
    programs,
    [
      '../go.sum',
      'containerd/go.sum',
      'coredns/go.sum',
      'helm/go.sum',
      'pause/main.go',
    ].map(file => path.join(here, file)),
  );
  await buildMissing('a node', programs, directory, log);
  return directory;
}
