import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { cacheDirectory } from './binaries.mjs';
import { buildControlPlane } from './build.mjs';
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
  isRunning,
  startDaemon,
  stopDaemon,
  untilFree,
  waitUntilReady,
} from './daemon.mjs';
import { compactEtcd } from './etcd.mjs';
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
 * @property {Record<string, import('./daemon.mjs').Daemon>} daemons in the order of their start
 */

const runs = path.join(cacheDirectory, 'runs');

/**
 * Builds what is missing and starts etcd, kube-apiserver, kube-controller-manager and, for pods, scheduler and kwok.
 * Nothing of an earlier run of the same name is kept.
 * @param {import('./components.mjs').ControlPlaneOptions & { log?: (line: string) => void }} options
 */
export async function startControlPlane({
  name = 'default',
  pods = true,
  durable = false,
  unlimited = false,
  manifests = [],
  log = () => {},
} = {}) {
  const binaries = await buildControlPlane(log);
  const directory = path.join(runs, name);
  await existingControlPlane(name)?.stop();
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(path.join(directory, 'logs'), { recursive: true });

  const state = await prepare({ name, directory, binaries });
  try {
    await startServers(state, { durable, unlimited });
    startControllers(state, { pods, unlimited });
    const plane = controlPlaneOf(state);
    for (const manifest of manifests) plane.kubectl('apply', '-f', manifest);
    if (pods) startFakeNode(state, plane);
    return plane;
  } catch (error) {
    await stopAll(state);
    throw error;
  }
}

/**
 * The control plane of that name when one is running.
 * @param {string} name
 */
export function existingControlPlane(name = 'default') {
  const file = path.join(runs, name, 'state.json');
  if (!existsSync(file)) return undefined;
  /** @type {State} */
  const state = JSON.parse(readFileSync(file, 'utf8'));
  return Object.values(state.daemons).some(isRunning)
    ? controlPlaneOf(state)
    : undefined;
}

/** The names of all control planes that are running. */
export function runningControlPlanes() {
  if (!existsSync(runs)) return [];
  return readdirSync(runs).filter(name => existingControlPlane(name));
}

/**
 * @typedef {ReturnType<typeof controlPlaneOf>} ControlPlane
 * @param {State} state
 */
function controlPlaneOf(state) {
  const authority = certificateAuthority(pkiDirectory(state));
  const adminKubeconfig = state.kubeconfig;

  return {
    ...state,

    /** Runs kubectl as administrator and returns what it prints. @param {...string} args */
    kubectl: (...args) =>
      execFileSync(
        path.join(state.binaries, 'kubectl'),
        ['--kubeconfig', adminKubeconfig, ...args],
        { encoding: 'utf8' },
      ),

    /**
     * A kubeconfig for another user, who has the rights that RBAC gives to that name and those groups.
     * @param {string} user
     * @param {string[]} groups
     */
    kubeconfigFor: (user, groups = []) =>
      writeKubeconfig(path.join(state.directory, `${user}.kubeconfig`), {
        server: state.server,
        caFile: authority.caFile,
        user,
        ...authority.issueClient(user, groups),
      }),

    /** Stops the API server alone, politely, and starts it again; watches break, data stays. */
    restartApiServer: () => cycleApiServer(state, 10_000),

    /** Kills the API server alone and starts it again. */
    killApiServer: () => cycleApiServer(state, 0),

    /**
     * Kills the controller manager and starts it again, which reads everything anew. One with a lease ends by itself
     * when the API server is away for long; ours has none, and may go on with what it last saw.
     */
    restartControllers: () => restartControllers(state),

    /**
     * Makes etcd forget all old revisions. The API server still answers old watches from its memory:
     * kill it afterwards, and a watch from an old resource version is answered 410.
     */
    compact: () => compactEtcd(state.etcdPort),

    /** Stops all of it by process id. The folder with logs and audit log stays until the next start. */
    stop: () => stopAll(state),
  };
}

/**
 * Ports, certificates and the administrator's kubeconfig.
 * @param {{ name: string, directory: string, binaries: string }} place
 * @returns {Promise<State>}
 */
async function prepare({ name, directory, binaries }) {
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
    daemons: {},
  };
}

/**
 * @param {State} state
 * @param {{ durable: boolean, unlimited: boolean }} options
 */
async function startServers(state, { durable, unlimited }) {
  const authority = certificateAuthority(pkiDirectory(state));
  start(
    state,
    'etcd',
    etcdArguments({
      dataDirectory: path.join(state.directory, 'etcd'),
      clientPort: state.etcdPort,
      peerPort: await freePort(),
      durable,
    }),
  );
  start(
    state,
    'kube-apiserver',
    apiServerArguments({
      etcdPort: state.etcdPort,
      port: Number(new URL(state.server).port),
      caFile: authority.caFile,
      ...authority.issueServer('kube-apiserver', [
        'IP:127.0.0.1',
        'IP:10.0.0.1',
        'DNS:localhost',
        'DNS:kubernetes.default.svc',
      ]),
      tokenKey: authority.issueSigningKey(),
      certDirectory: pkiDirectory(state),
      auditLog: state.auditLog,
      unlimited,
    }),
  );
  await untilApiServerAnswers(state);
}

/**
 * @param {State} state
 * @param {{ pods: boolean, unlimited: boolean }} options
 */
function startControllers(state, { pods, unlimited }) {
  const { kubeconfigFor } = controlPlaneOf(state);
  start(
    state,
    'kube-controller-manager',
    controllerManagerArguments({
      kubeconfig: kubeconfigFor('system:kube-controller-manager'),
      caFile: path.join(pkiDirectory(state), 'ca.crt'),
      tokenKey: path.join(pkiDirectory(state), 'tokens.key'),
      pods,
      unlimited,
    }),
  );
  if (!pods) return;
  start(
    state,
    'kube-scheduler',
    schedulerArguments({ kubeconfig: kubeconfigFor('system:kube-scheduler') }),
  );
}

/**
 * @param {State} state
 * @param {ControlPlane} plane
 */
function startFakeNode(state, plane) {
  const manifest = path.join(state.directory, 'node.json');
  writeFileSync(manifest, JSON.stringify(fakeNode));
  plane.kubectl('apply', '-f', manifest);
  start(state, 'kwok', kwokArguments({ kubeconfig: state.kubeconfig }));
}

/**
 * @param {State} state
 * @param {string} name
 * @param {string[]} args
 */
function start(state, name, args) {
  state.daemons[name] = startDaemon(
    path.join(state.binaries, name),
    args,
    path.join(state.directory, 'logs', `${name}.log`),
  );
  remember(state);
}

/** @param {State} state */
function remember(state) {
  writeFileSync(
    path.join(state.directory, 'state.json'),
    JSON.stringify(state, null, 2),
  );
}

/**
 * @param {State} state
 * @param {number} graceMs
 */
async function cycleApiServer(state, graceMs) {
  const old = state.daemons['kube-apiserver'];
  await stopDaemon(old, graceMs);
  await untilFree(Number(new URL(state.server).port));
  start(state, 'kube-apiserver', old.args);
  await untilApiServerAnswers(state);
}

/** @param {State} state */
async function restartControllers(state) {
  const old = state.daemons['kube-controller-manager'];
  await stopDaemon(old, 0);
  start(state, 'kube-controller-manager', old.args);
}

/** @param {State} state */
function untilApiServerAnswers(state) {
  return waitUntilReady(state.daemons['kube-apiserver'], () =>
    answers(`${state.server}/readyz`, path.join(pkiDirectory(state), 'ca.crt')),
  );
}

/** @param {State} state */
async function stopAll(state) {
  for (const daemon of Object.values(state.daemons).reverse())
    await stopDaemon(daemon, 0);
}

/** @param {State} state */
function pkiDirectory(state) {
  return path.join(state.directory, 'pki');
}
