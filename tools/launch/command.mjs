import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { Plain } from './progress.mjs';

/** @type {Map<import('node:child_process').ChildProcess, Promise<void>>} with when each has ended */
const running = new Map();

/** Ends the commands that run, and waits until they have. */
export async function endCommands() {
  for (const child of running.keys()) child.kill('SIGTERM');
  await Promise.all(running.values());
}

/**
 * Runs a command to its end, quietly; on failure its last lines are shown.
 * @param {string} file @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, show?: (line: string) => void, failure?: (output: string) => string | undefined}} [options]
 * @returns {Promise<string>} everything it printed
 */
export function command(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise(done =>
      child.once('exit', () => done(undefined)),
    );
    running.set(child, ended);
    ended.then(() => running.delete(child));
    let output = '';
    const take = (/** @type {Buffer} */ chunk) => {
      output += chunk;
      const line = chunk.toString().trim().split('\n').pop();
      if (line) options.show?.(stripVTControlCharacters(line));
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', error => {
      running.delete(child);
      reject(error);
    });
    child.on('close', code => {
      if (code === 0) resolve(output);
      else
        reject(
          new Plain(
            options.failure?.(output) ??
              `${output.trim().split('\n').slice(-30).join('\n')}\n\n${[file, ...args].join(' ')} ended with ${code}.`,
          ),
        );
    });
  });
}
