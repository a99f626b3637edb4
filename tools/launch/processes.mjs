import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { sandboxDirectory } from './paths.mjs';
import { Plain } from './progress.mjs';

/** @typedef {{ name: string, process: import('node:child_process').ChildProcess, log: string, exited: Promise<number> }} Running */

/** @type {Running[]} */
const running = [];
let stopping = false;

/**
 * Starts a part of the product; its output goes to a file in the sandbox folder.
 * @param {string} name @param {string[]} args arguments of node
 * @param {NodeJS.ProcessEnv} env @param {string} cwd
 * @returns {Running}
 */
export function startProcess(name, args, env, cwd) {
  // A step that was under way when everything was stopped must not begin the next one.
  if (stopping) throw new Plain(`The ${name} is not started: all is stopped.`);
  const log = path.join(sandboxDirectory, 'logs', `${name}.log`);
  fs.mkdirSync(path.dirname(log), { recursive: true });
  const output = fs.openSync(log, 'w');
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', output, output],
    env,
    cwd,
  });
  const exited = new Promise(resolve =>
    child.on('close', code => resolve(code ?? 1)),
  );
  const entry = { name, process: child, log, exited };
  running.push(entry);
  return entry;
}

/** @param {string} log */
const lastLines = log =>
  fs.readFileSync(log, 'utf8').trim().split('\n').slice(-15).join('\n');

/**
 * Waits until `ready` says yes; a process that ends before is an error with its last lines.
 * @param {Running} part @param {() => Promise<boolean>} ready @param {number} timeoutSeconds
 */
export async function waitUntil(part, ready, timeoutSeconds) {
  const deadline = Date.now() + timeoutSeconds * 1000;
  let ended = false;
  part.exited.then(() => {
    ended = true;
  });
  while (Date.now() < deadline) {
    if (ended)
      throw new Plain(
        `${lastLines(part.log)}\n\nThe ${part.name} ended while it started. Its whole log: ${part.log}`,
      );
    if (await ready().catch(() => false)) return;
    await new Promise(resolve => setTimeout(resolve, 150));
  }
  throw new Plain(
    `${lastLines(part.log)}\n\nThe ${part.name} was not ready after ${timeoutSeconds} s. Its whole log: ${part.log}`,
  );
}

/**
 * Stops one part; what does not end in time is killed.
 * @param {Running} part @param {number} [timeoutMs]
 */
export async function stopProcess(part, timeoutMs = 5000) {
  part.process.kill('SIGTERM');
  const hard = setTimeout(() => part.process.kill('SIGKILL'), timeoutMs);
  await part.exited;
  clearTimeout(hard);
}

/**
 * Stops everything for good, the last started first.
 * @param {number} [timeoutMs]
 */
export async function stopAll(timeoutMs = 5000) {
  stopping = true;
  for (const part of running.reverse()) await stopProcess(part, timeoutMs);
  running.length = 0;
}

/** Resolves with the first part that ends by itself. */
export const firstToEnd = () =>
  Promise.race(running.map(part => part.exited.then(code => ({ part, code }))));
