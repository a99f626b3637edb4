import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { command } from './command.mjs';
import { root } from './paths.mjs';
import { Plain, step } from './progress.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
const suits = (major === 22 && minor >= 19) || major === 24;

/** Node 24 as an npm package: only the binary, no install script. */
async function fetchedNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const home = path.join(root, '.node');
  const binary = path.join(
    home,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (fs.existsSync(binary)) return binary;
  await step(
    `Fetching Node 24 (this is Node ${process.versions.node}; nothing is installed globally)`,
    async show => {
      fs.mkdirSync(home, { recursive: true });
      fs.writeFileSync(
        path.join(home, 'package.json'),
        '{ "name": "node-runtime", "private": true }\n',
      );
      const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
      await command(
        npm,
        [
          'install',
          '--no-audit',
          '--no-fund',
          '--loglevel=error',
          // Without a network the usual waits between tries add up to more than a minute.
          '--fetch-retry-mintimeout=1000',
          '--fetch-retry-maxtimeout=5000',
          `${name}@24`,
        ],
        {
          cwd: home,
          show,
          failure: output => networkSentence(output, 'Node 24'),
        },
      );
    },
  );
  return binary;
}

const NO_NETWORK =
  /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET|RequestError|network/i;

/**
 * One sentence for a package registry that does not answer.
 * @param {string} output @param {string} what
 */
export function networkSentence(output, what) {
  // A Yarn that has crashed prints a part of its own program, which has every word in it.
  const lines = output.split('\n').filter(line => line.length < 1000);
  return lines.some(line => NO_NETWORK.test(line))
    ? `${what} could not be fetched: the npm registry does not answer. Check the network or the proxy (npm config get registry) and run the command again; it goes on from here.`
    : undefined;
}

/**
 * Goes on under a Node that suits: returns when this is one, else runs the same script under Node 24 and ends with its code.
 * @returns {Promise<boolean>} true when the caller shall go on
 */
export async function underSuitableNode() {
  process.env.PATH = `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}`;
  if (suits) return true;
  const binary = await fetchedNode();
  try {
    execFileSync(binary, ['--version']);
  } catch (cause) {
    throw new Plain(
      `${binary} does not start (${cause instanceof Error ? cause.message : cause}). Install Node 24 and run the command again.`,
    );
  }
  const child = spawn(binary, process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of /** @type {NodeJS.Signals[]} */ ([
    'SIGINT',
    'SIGTERM',
    'SIGHUP',
  ]))
    process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise(resolve =>
    child.on('close', code => resolve(code ?? 1)),
  );
  return false;
}
