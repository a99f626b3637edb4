import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { cacheDirectory } from './binaries.mjs';
import { buildControlPlane } from './build.mjs';
import { isAlive, isRunning, pause } from './daemon.mjs';
import { compactEtcd } from './etcd.mjs';
import {
  cycleApiServer,
  daemonsOf,
  prepare,
  restartControllers,
  startControllers,
  startFakeNode,
  startServers,
  stopAll,
} from './servers.mjs';

const runs = path.join(cacheDirectory, 'runs');
const signals = /** @type {const} */ (['SIGINT', 'SIGTERM']);

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
  const interruption = watchForInterruption();
  try {
    await startServers(state, { durable, unlimited });
    startControllers(state, { pods, unlimited });
    const plane = controlPlaneOf(state);
    for (const manifest of manifests) plane.kubectl('apply', '-f', manifest);
    if (pods) startFakeNode(state, plane.kubectl);
    await interruption.check();
    return plane;
  } catch (error) {
    await stopAll(state);
    throw error;
  } finally {
    interruption.end();
  }
}

/** Ctrl-C while the servers start ends the start, not this process: what has started would run on without it. */
function watchForInterruption() {
  let interrupted = false;
  const note = () => {
    interrupted = true;
  };
  for (const signal of signals) process.on(signal, note);
  return {
    async check() {
      // A signal that came while kubectl ran is told of in a later turn.
      await pause(20);
      if (interrupted) throw new Error('interrupted: nothing is left running');
    },
    end: () => {
      for (const signal of signals) process.off(signal, note);
    },
  };
}

/**
 * The control plane of that name when one is running.
 * @param {string} name
 */
export function existingControlPlane(name = 'default') {
  const file = path.join(runs, name, 'state.json');
  if (!existsSync(file)) return undefined;
  /** @type {import('./servers.mjs').State} */
  const state = JSON.parse(readFileSync(file, 'utf8'));
  return Object.values(daemonsOf(state)).some(isRunning)
    ? controlPlaneOf(state)
    : undefined;
}

/** The names of all control planes that are running. */
export function runningControlPlanes() {
  if (!existsSync(runs)) return [];
  return readdirSync(runs).filter(name => existingControlPlane(name));
}

/** Stops the control plane of every test run that was killed before it could do so itself. */
export async function stopOrphans() {
  for (const name of runningControlPlanes()) {
    const runner = Number(/^test-(\d+)$/.exec(name)?.[1]);
    if (runner && !isAlive(runner)) await existingControlPlane(name)?.stop();
  }
}

/**
 * @typedef {ReturnType<typeof controlPlaneOf>} ControlPlane
 * @param {import('./servers.mjs').State} state
 */
function controlPlaneOf(state) {
  return {
    ...state,

    /** What runs now, another after each restart. */
    get daemons() {
      return daemonsOf(state);
    },

    /** Runs kubectl as administrator and returns what it prints. @param {...string} args */
    kubectl: (...args) =>
      execFileSync(
        path.join(state.binaries, 'kubectl'),
        ['--kubeconfig', state.kubeconfig, ...args],
        { encoding: 'utf8' },
      ),

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
