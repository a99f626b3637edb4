import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { requireGo } from '../../tools/control-plane/build.mjs';
import { repositoryRoot } from '../../tools/control-plane/binaries.mjs';
import { freePort } from '../../tools/control-plane/daemon.mjs';
import { bundle, nodeSettings } from '../../tools/launch/bundle.mjs';

/**
 * An operator that can be started against a control plane.
 * @typedef {object} Contestant
 * @property {'ours' | 'go'} id
 * @property {string} title
 * @property {() => Promise<void>} prepare builds it
 * @property {(place: Place) => Promise<{ file: string, args: string[], env?: Record<string, string> }>} command
 *
 * @typedef {{ directory: string, instance: string, elect: boolean }} Place
 */

const workers = 16;
const goBinary = path.join(repositoryRoot, '.cache/bench/go-operator');

/** @type {Contestant} */
const ours = {
  id: 'ours',
  title: 'fhir-operator (TypeScript)',
  prepare: async () => {
    await bundle('operator');
  },
  command: async ({ directory, instance, elect }) => {
    const config = path.join(directory, `${instance}.json`);
    const settings = {
      listen: { host: '127.0.0.1', port: await freePort() },
      workers,
      leaderElection: {
        mode: elect ? 'Enabled' : 'Disabled',
        namespace: 'default',
      },
      probe: { mode: 'none' },
    };
    writeFileSync(config, JSON.stringify(settings, null, 2));
    const program = path.join(
      repositoryRoot,
      'packages/operator/dist/main.mjs',
    );
    const node = nodeSettings('operator');
    return {
      file: process.execPath,
      args: [...node.args, program, '--config', config],
      env: node.env,
    };
  },
};

/** @type {Contestant} */
const go = {
  id: 'go',
  title: 'controller-runtime 0.24.1 (Go)',
  prepare: async () => {
    requireGo();
    mkdirSync(path.dirname(goBinary), { recursive: true });
    console.log('Building bench/go-operator ...');
    execFileSync(
      'go',
      ['build', '-trimpath', '-ldflags', '-s -w', '-o', goBinary, '.'],
      {
        cwd: path.join(repositoryRoot, 'bench/go-operator'),
        stdio: 'inherit',
        env: { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local' },
      },
    );
  },
  command: async ({ elect }) => ({
    file: goBinary,
    args: [`--workers=${workers}`, `--leader-elect=${elect}`],
  }),
};

/** Ours first; the order of the runs alternates. */
export const contestants = [ours, go];

/**
 * Starts one instance; its output goes to a file.
 * @param {Contestant} contestant
 * @param {Place & { kubeconfig: string }} place
 */
export async function startOperator(contestant, place) {
  const { file, args, env } = await contestant.command(place);
  const log = openSync(
    path.join(place.directory, 'logs', `${place.instance}.log`),
    'a',
  );
  const child = spawn(file, args, {
    stdio: ['ignore', log, log],
    env: { ...process.env, ...env, KUBECONFIG: place.kubeconfig },
  });
  const ended = new Promise(resolve => child.once('exit', resolve));
  const pid = child.pid;
  if (!pid) throw new Error(`cannot start ${file}`);
  return {
    pid,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    /** @param {'SIGTERM' | 'SIGKILL'} signal */
    stop: async signal => {
      child.kill(signal);
      await ended;
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof startOperator>>} RunningOperator */
