import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { isAlive } from '../daemon.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const cgroups = '/sys/fs/cgroup';

/** What a kubelet writes for the whole machine; no namespace holds it. */
const kernelSettings = [
  '/proc/sys/vm/overcommit_memory',
  '/proc/sys/vm/panic_on_oom',
  '/proc/sys/kernel/panic',
  '/proc/sys/kernel/panic_on_oops',
  '/proc/sys/kernel/keys/root_maxkeys',
  '/proc/sys/kernel/keys/root_maxbytes',
];

/**
 * Runs a program with process ids, mounts, and where it is asked for a network of its own. All that it starts ends with
 * it, and its mounts and network interfaces are gone, however it ends: the kernel sees to that.
 * @param {string[]} command
 * @param {{ network: boolean, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} its exit code
 */
export function runIsolated(command, { network, env = process.env }) {
  const child = spawn(
    'setpriv',
    [
      // A killed starter takes the program along.
      ...['--pdeathsig', 'KILL', 'unshare'],
      ...['--mount', '--pid', '--fork', '--kill-child', '--mount-proc'],
      ...(network ? ['--net', '--ipc', '--uts'] : []),
      // The shell, as first process, reaps what is left behind.
      ...['sh', '-c', '"$@"; exit $?', 'sh', ...command],
    ],
    { stdio: 'inherit', env },
  );
  const end = () => child.kill('SIGKILL');
  for (const signal of signals) process.on(signal, end);
  return /** @type {Promise<number>} */ (
    new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', code => resolve(code ?? 1));
    })
  ).finally(() => {
    for (const signal of signals) process.off(signal, end);
  });
}

/**
 * Gives the work a control group below which a kubelet makes those of its pods, and puts the machine's settings back
 * afterwards.
 * @template T
 * @param {(cgroup: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withCgroup(work) {
  removeStale();
  const name = `fhir-node-${process.pid}`;
  const settings = kernelSettings.filter(file => existsSync(file));
  const before = settings.map(file => readFileSync(file, 'utf8'));
  for (const hierarchy of hierarchies()) create(hierarchy, name);
  try {
    return await work(`/${name}`);
  } finally {
    settings.forEach((file, index) => writeFileSync(file, before[index]));
    await remove(name);
  }
}

/** The folders in which control groups are made: one, or with version 1 one per controller. */
function hierarchies() {
  if (existsSync(path.join(cgroups, 'cgroup.controllers'))) return [cgroups];
  return readdirSync(cgroups)
    .map(controller => path.join(cgroups, controller))
    .filter(folder => existsSync(path.join(folder, 'cgroup.procs')));
}

/**
 * @param {string} hierarchy
 * @param {string} name
 */
function create(hierarchy, name) {
  const folder = path.join(hierarchy, name);
  mkdirSync(folder, { recursive: true });
  // With version 1 a new group has no processor and no memory, and takes no process.
  for (const file of ['cpuset.cpus', 'cpuset.mems']) {
    const own = path.join(folder, file);
    const parent = path.join(hierarchy, file);
    if (existsSync(own) && existsSync(parent))
      writeFileSync(own, readFileSync(parent));
  }
}

/** Of runs that were killed. */
function removeStale() {
  for (const hierarchy of hierarchies()) {
    for (const name of readdirSync(hierarchy)) {
      const runner = Number(/^fhir-node-(\d+)$/.exec(name)?.[1]);
      if (runner && !isAlive(runner)) removeTree(path.join(hierarchy, name));
    }
  }
}

/** Its last processes are still ending. @param {string} name */
async function remove(name) {
  for (const hierarchy of hierarchies()) {
    const folder = path.join(hierarchy, name);
    const deadline = Date.now() + 10_000;
    while (!removeTree(folder) && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}

/** @param {string} folder @returns {boolean} whether it is gone */
function removeTree(folder) {
  if (!existsSync(folder)) return true;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeTree(path.join(folder, entry.name));
  }
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
