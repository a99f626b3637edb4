import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/**
 * A program that runs on after its starter has ended. It is known by its process id and its command.
 * @typedef {{ pid: number, command: string, args: string[], log: string }} Daemon
 */

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} log the file that takes its output
 * @returns {Daemon}
 */
export function startDaemon(command, args, log) {
  const output = openSync(log, 'a');
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  child.unref();
  if (!child.pid) throw new Error(`cannot start ${command}`);
  return { pid: child.pid, command, args, log };
}

/**
 * Whether it runs: the process id may by now belong to a program of somebody else.
 * @param {Daemon} daemon
 */
export function isRunning({ pid, command, args }) {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1];
    const running = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    const started = `${[command, ...args].join('\0')}\0`;
    return !state.startsWith('Z') && running === started;
  } catch {
    return false;
  }
}

/** Whether a process has this id. @param {number} pid */
export function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * Ends it and waits until it is gone; it is killed when it has not gone after the grace time.
 * @param {Daemon} daemon
 * @param {number} graceMs 0 kills at once
 */
export async function stopDaemon(daemon, graceMs) {
  if (!isRunning(daemon)) return;
  process.kill(daemon.pid, graceMs > 0 ? 'SIGTERM' : 'SIGKILL');
  const killAt = Date.now() + graceMs;
  const giveUpAt = killAt + 10_000;
  while (isRunning(daemon)) {
    if (Date.now() > giveUpAt) {
      throw new Error(`process ${daemon.pid} (${daemon.command}) does not end`);
    }
    if (graceMs > 0 && Date.now() > killAt) {
      process.kill(daemon.pid, 'SIGKILL');
    }
    await pause(20);
  }
}

/**
 * Waits until `check` says yes; fails early, with the end of its log, when the program has ended.
 * @param {Daemon} daemon
 * @param {() => Promise<boolean>} check
 * @param {number} timeoutMs
 */
export async function waitUntilReady(daemon, check, timeoutMs = 60_000) {
  const deadline = Date.now() + timeoutMs;
  while (!(await check())) {
    const ended = !isRunning(daemon);
    if (ended || Date.now() > deadline) {
      throw new Error(
        `${daemon.command} ${
          ended ? 'ended' : `was not ready after ${timeoutMs / 1000} s`
        }; the end of ${daemon.log}:\n${tail(daemon.log)}`,
      );
    }
    await pause(50);
  }
}

/**
 * A port that nobody listens on. Below the range from which the kernel gives ports to clients: while a server is down,
 * a client that keeps trying could be given the server's own port, be connected to itself, and hold the port.
 * @returns {Promise<number>}
 */
export async function freePort() {
  const [lowest, count] = [20_000, 12_000];
  for (;;) {
    const port = lowest + Math.floor(Math.random() * count);
    if (await isFree(port)) return port;
  }
}

/**
 * Waits until nobody listens on a port: a program that was killed may hold it a moment longer than it is seen to run.
 * @param {number} port
 */
export async function untilFree(port) {
  const deadline = Date.now() + 10_000;
  while (!(await isFree(port))) {
    if (Date.now() > deadline) throw new Error(`port ${port} is not given up`);
    await pause(20);
  }
}

/** @param {number} port @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** @param {string} file */
function tail(file) {
  if (!existsSync(file)) return '(no log)';
  return readFileSync(file, 'utf8').trim().split('\n').slice(-15).join('\n');
}

/** @param {number} ms */
export function pause(ms) {
  return new Promise(resolve => setTimeout(resolve, ms));
}
