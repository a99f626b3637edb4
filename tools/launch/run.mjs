// `yarn sandbox`, `yarn operator`, `yarn fhirctl`, `yarn generate`: one part alone.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { bundle, nodeSettings, programs } from './bundle.mjs';
import { install } from './install.mjs';
import { root, sandboxDirectory } from './paths.mjs';
import { fail, Plain } from './progress.mjs';
import { underSuitableNode } from './runtime.mjs';
import { trustingSandbox } from './trust.mjs';

/** @param {string} name @returns {name is keyof typeof programs} */
const isProgram = name => name in programs;

function environment() {
  const config = path.join(sandboxDirectory, 'fhirctl.yaml');
  const env = trustingSandbox(process.env);
  return fs.existsSync(config) ? { FHIRCTL_CONFIG: config, ...env } : env;
}

async function main() {
  const [name, ...args] = process.argv.slice(2);
  if (!(await underSuitableNode())) return;
  if (!isProgram(name))
    throw new Plain(
      `There is no program "${name}": ${Object.keys(programs).join(', ')}.`,
    );
  await install();
  const file = await bundle(name);
  const node = nodeSettings(name);
  const child = spawn(process.execPath, [...node.args, file, ...args], {
    stdio: 'inherit',
    cwd: name === 'generate' ? root : (process.env.INIT_CWD ?? process.cwd()),
    env: { ...node.env, ...environment() },
  });
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise(resolve =>
    child.on('close', code => resolve(code ?? 1)),
  );
}

main().catch(fail);
