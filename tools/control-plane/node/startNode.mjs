import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { waitUntilReady } from '../daemon.mjs';
import { certificateAuthority } from '../pki.mjs';
import {
  kubeconfigFor,
  pkiDirectory,
  prepare,
  startComponent,
  startControllers,
  startServers,
} from '../servers.mjs';
import {
  apiServerNodeArguments,
  cniConfiguration,
  containerdConfiguration,
  coreFile,
  kubeProxyArguments,
  kubeletArguments,
  kubeletConfiguration,
  registryHosts,
} from './nodeComponents.mjs';
import { node } from './nodeFacts.mjs';

/**
 * Starts a control plane with one real node, until the node is Ready. Only inside the node's own namespaces.
 * @param {{ name: string, directory: string, binaries: string, nodePrograms: string, cgroup: string }} place
 */
export async function startNode({ nodePrograms, cgroup, ...place }) {
  mkdirSync(path.join(place.directory, 'logs'), { recursive: true });
  const state = await prepare(place);
  const authority = certificateAuthority(pkiDirectory(state));
  const kubeletClient = authority.issueClient('kube-apiserver-kubelet-client', [
    'system:masters',
  ]);
  await startServers(state, {
    durable: false,
    unlimited: false,
    node: {
      address: node.address,
      args: apiServerNodeArguments(kubeletClient),
    },
  });
  startControllers(state, { pods: true, unlimited: false });
  await startContainerd(state, nodePrograms);
  await startNameServer(state, nodePrograms);
  startComponent(
    state,
    'kube-proxy',
    kubeProxyArguments({
      kubeconfig: kubeconfigFor(state, 'system:kube-proxy'),
    }),
    nodePrograms,
  );
  await startKubelet(state, { nodePrograms, cgroup, caFile: authority.caFile });
  return state;
}

/**
 * @param {import('../servers.mjs').State} state
 * @param {string} nodePrograms
 */
async function startContainerd(state, nodePrograms) {
  const folders = {
    data: path.join(state.directory, 'containerd'),
    cni: path.join(state.directory, 'cni'),
    registries: path.join(state.directory, 'registries'),
  };
  write(path.join(folders.registries, '_default', 'hosts.toml'), registryHosts);
  write(
    path.join(folders.cni, 'pods.conflist'),
    JSON.stringify(cniConfiguration('/run/cni-addresses')),
  );
  const configuration = write(
    path.join(state.directory, 'containerd.toml'),
    containerdConfiguration(folders),
  );
  const daemon = startComponent(
    state,
    'containerd',
    ['--config', configuration],
    nodePrograms,
  );
  await waitUntilReady(daemon, async () => existsSync(node.containerd));
}

/**
 * @param {import('../servers.mjs').State} state
 * @param {string} nodePrograms
 */
async function startNameServer(state, nodePrograms) {
  const kubeconfig = kubeconfigFor(state, 'coredns', ['system:masters']);
  const configuration = write(
    path.join(state.directory, 'Corefile'),
    coreFile({ kubeconfig }),
  );
  const daemon = startComponent(
    state,
    'coredns',
    ['-conf', configuration],
    nodePrograms,
  );
  await waitUntilReady(daemon, () =>
    fetch(`http://${node.address}:8181/ready`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
}

/**
 * @param {import('../servers.mjs').State} state
 * @param {{ nodePrograms: string, cgroup: string, caFile: string }} settings
 */
async function startKubelet(state, { nodePrograms, cgroup, caFile }) {
  const configuration = write(
    path.join(state.directory, 'kubelet.json'),
    JSON.stringify(
      kubeletConfiguration({ caFile, cgroup, podLogs: '/var/log/pods' }),
    ),
  );
  const kubeconfig = kubeconfigFor(state, `system:node:${node.name}`, [
    'system:nodes',
  ]);
  const daemon = startComponent(
    state,
    'kubelet',
    kubeletArguments({ kubeconfig, configuration, data: '/var/lib/kubelet' }),
    nodePrograms,
  );
  await waitUntilReady(daemon, async () => isReady(state));
}

/** @param {import('../servers.mjs').State} state */
function isReady({ binaries, kubeconfig }) {
  const ready = execFileSync(
    path.join(binaries, 'kubectl'),
    [
      ...['--kubeconfig', kubeconfig, 'get', 'nodes', '-o'],
      'jsonpath={.items[*].status.conditions[?(@.type=="Ready")].status}',
    ],
    { encoding: 'utf8' },
  );
  return ready === 'True';
}

/**
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}
