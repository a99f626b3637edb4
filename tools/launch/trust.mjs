import fs from 'node:fs';
import path from 'node:path';
import { sandboxDirectory } from './paths.mjs';

/**
 * An environment in which Node trusts the sandbox, and still what it was told to trust before: the authority of a
 * company, often. Node reads one file, so both go into one.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function trustingSandbox(env) {
  const sandbox = path.join(sandboxDirectory, 'ca.pem');
  const both = path.join(sandboxDirectory, 'trusted.pem');
  const given = env.NODE_EXTRA_CA_CERTS;
  if (!fs.existsSync(sandbox)) return env;
  if (!given || given === both || !fs.existsSync(given))
    return { ...env, NODE_EXTRA_CA_CERTS: sandbox };
  const files = [given, sandbox].map(file => fs.readFileSync(file, 'utf8'));
  fs.writeFileSync(both, files.join('\n'));
  return { ...env, NODE_EXTRA_CA_CERTS: both };
}
