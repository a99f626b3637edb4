// The processes of one control plane: what they are started with, and how they are stopped.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  apiServerArguments,
  controllerManagerArguments,
  etcdArguments,
  fakeNode,
  kwokArguments,
  schedulerArguments,
} from './components.mjs';
import {
  freePort,
  pause,
  startDaemon,
  stopDaemon,
  untilFree,
  waitUntilReady,
} from './daemon.mjs';
import { certificateAuthority, writeKubeconfig } from './pki.mjs';
import { answers } from './probe.mjs';

/**
 * What is written down about a control plane, so that another process can use and stop it.
 * @typedef {object} State
 * @property {string} name
 * @property {string} directory
 * @property {string} binaries
 * @property {string} server
 * @property {number} etcdPort
 * @property {string} kubeconfig
 * @property {string} auditLog
 */

/**
 * Ports, certificates and the administrator's kubeconfig.
 * @param {{ name: string, directory: string, binaries: string }} place
 * @returns {Promise<State>}
 */
export async function prepare({ name, directory, binaries }) {
  const server = `https://127.0.0.1:${await freePort()}`;
  const authority = certificateAuthority(path.join(directory, 'pki'));
  return {
    name,
    directory,
    binaries,
    server,
    etcdPort: await freePort(),
    kubeconfig: writeKubeconfig(path.join(directory, 'kubeconfig'), {
      server,
      caFile: authority.caFile,
      user: 'admin',
      ...authority.issueClient('admin', ['system:masters']),
    }),
    auditLog: path.join(directory, 'audit.log'),
  };
}

/**
 * A kubeconfig for another user than the administrator.
 * @param {State} state
 * @param {string} user
 * @param {string[]} groups
 */
export function kubeconfigFor(state, user, groups = []) {
  const authority = certificateAuthority(pkiDirectory(state));
  return writeKubeconfig(path.join(state.directory, `${user}.kubeconfig`), {
    server: state.server,
    caFile: authority.caFile,
    user,
    ...authority.issueClient(user, groups),
  });
}

/**
 * etcd and the API server, until it answers. `node` is for a real node: the address at which its pods reach the API
 * server, and what that needs to know of the kubelet.
 * @param {State} state
 * @param {{ durable: boolean, unlimited: boolean, node?: { address: string, args: string[] } }} options
 */
export async function startServers(state, { durable, unlimited, node }) {
  const authority = certificateAuthority(pkiDirectory(state));
  startComponent(
    state,
    'etcd',
    etcdArguments({
      dataDirectory: path.join(state.directory, 'etcd'),
      clientPort: state.etcdPort,
      peerPort: await freePort(),
      durable,
    }),
  );
  const apiServer = startComponent(state, 'kube-apiserver', [
    ...apiServerArguments({
      etcdPort: state.etcdPort,
      port: Number(new URL(state.server).port),
      caFile: authority.caFile,
      ...authority.issueServer('kube-apiserver', [
        'IP:127.0.0.1',
        'IP:10.0.0.1',
        'DNS:localhost',
        'DNS:kubernetes.default.svc',
        ...(node ? [`IP:${node.address}`] : []),
      ]),
      tokenKey: authority.issueSigningKey(),
      certDirectory: pkiDirectory(state),
      auditLog: state.auditLog,
      unlimited,
    }),
    ...(node?.args ?? []),
  ]);
  await untilApiServerAnswers(state, apiServer);
}

/**
 * The controller manager and, for pods, the scheduler.
 * @param {State} state
 * @param {{ pods: boolean, unlimited: boolean }} options
 */
export function startControllers(state, { pods, unlimited }) {
  startComponent(
    state,
    'kube-controller-manager',
    controllerManagerArguments({
      kubeconfig: kubeconfigFor(state, 'system:kube-controller-manager'),
      caFile: path.join(pkiDirectory(state), 'ca.crt'),
      tokenKey: path.join(pkiDirectory(state), 'tokens.key'),
      pods,
      unlimited,
    }),
  );
  if (!pods) return;
  startComponent(
    state,
    'kube-scheduler',
    schedulerArguments({
      kubeconfig: kubeconfigFor(state, 'system:kube-scheduler'),
    }),
  );
}

/**
 * A node that kwok plays.
 * @param {State} state
 * @param {(...args: string[]) => string} kubectl
 */
export function startFakeNode(state, kubectl) {
  const manifest = path.join(state.directory, 'node.json');
  writeFileSync(manifest, JSON.stringify(fakeNode));
  kubectl('apply', '-f', manifest);
  startComponent(
    state,
    'kwok',
    kwokArguments({ kubeconfig: state.kubeconfig }),
  );
}

/**
 * Starts a program of the control plane or the node and writes it down, so that it is stopped with the others.
 * @param {State} state
 * @param {string} name
 * @param {string[]} args
 * @param {string} [directory] where the program is
 */
export function startComponent(state, name, args, directory = state.binaries) {
  const daemon = startDaemon(
    path.join(directory, name),
    args,
    path.join(state.directory, 'logs', `${name}.log`),
  );
  const daemons = { ...daemonsOf(state), [name]: daemon };
  writeFileSync(
    stateFile(state),
    JSON.stringify({ ...state, daemons }, null, 2),
  );
  return daemon;
}

/** @param {State} state */
function stateFile(state) {
  return path.join(state.directory, 'state.json');
}

/**
 * Stops the API server alone and starts it again.
 * @param {State} state
 * @param {number} graceMs
 */
export async function cycleApiServer(state, graceMs) {
  const old = daemonsOf(state)['kube-apiserver'];
  await stopDaemon(old, graceMs);
  await untilFree(Number(new URL(state.server).port));
  await untilApiServerAnswers(state, startAgain(state, 'kube-apiserver', old));
}

/** Kills the controller manager and starts it again. @param {State} state */
export async function restartControllers(state) {
  const old = daemonsOf(state)['kube-controller-manager'];
  await stopDaemon(old, 0);
  startAgain(state, 'kube-controller-manager', old);
}

/**
 * @param {State} state
 * @param {string} name
 * @param {import('./daemon.mjs').Daemon} old
 */
function startAgain(state, name, old) {
  if (!existsSync(stateFile(state)))
    throw new Error(`the control plane "${state.name}" was stopped meanwhile`);
  return startComponent(state, name, old.args);
}

/**
 * @param {State} state
 * @param {import('./daemon.mjs').Daemon} apiServer
 */
function untilApiServerAnswers(state, apiServer) {
  return waitUntilReady(apiServer, () =>
    answers(`${state.server}/readyz`, path.join(pkiDirectory(state), 'ca.crt')),
  );
}

/**
 * What runs, in the order of the first start. The file alone is asked: another process may have restarted a server.
 * @param {State} state
 * @returns {Record<string, import('./daemon.mjs').Daemon>}
 */
export function daemonsOf(state) {
  const file = stateFile(state);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).daemons : {};
}

/**
 * Kills all of it at once: one that does not end must not keep the others alive. Without the file nobody starts a
 * server again; a process that was just doing so has written the file anew, and its server is killed as well.
 * @param {State} state
 */
export async function stopAll(state) {
  while (existsSync(stateFile(state))) {
    const daemons = Object.values(daemonsOf(state));
    rmSync(stateFile(state));
    await Promise.all(daemons.map(daemon => stopDaemon(daemon, 0)));
    await pause(100);
  }
}

/** Where the certificates are. @param {State} state */
export function pkiDirectory(state) {
  return path.join(state.directory, 'pki');
}
