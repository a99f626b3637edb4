import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDirectory } from '../binaries.mjs';
import { buildControlPlane } from '../build.mjs';
import { buildImages } from './buildImages.mjs';
import { runIsolated, withCgroup } from './isolated.mjs';
import { missingForNode } from './missingForNode.mjs';
import { buildNodePrograms } from './programs.mjs';

const inside = path.join(
  path.dirname(fileURLToPath(import.meta.url)),
  'inside.mjs',
);

/**
 * Builds what is missing, starts a cluster of one real node in namespaces of its own, runs a command with KUBECONFIG and
 * PATH set, and ends everything with the command. The logs stay unless the command succeeded.
 * @param {string[]} command
 * @returns {Promise<number>} the exit code of the command
 */
export async function runOnNode(command) {
  const missing = missingForNode();
  if (missing) throw new Error(missing);
  const binaries = await buildControlPlane();
  const nodePrograms = await buildNodePrograms();
  const layout = await buildImages({ pause: path.join(nodePrograms, 'pause') });
  const name = `node-${process.pid}`;
  const directory = path.join(cacheDirectory, 'runs', name);
  mkdirSync(directory, { recursive: true });
  const code = await withCgroup(cgroup => {
    const facts = { name, directory, binaries, nodePrograms, cgroup, layout };
    return runIsolated(
      [process.execPath, inside, JSON.stringify(facts), ...command],
      { network: true },
    );
  });
  const large = code === 0 ? [''] : ['containerd', 'etcd'];
  for (const folder of large)
    rmSync(path.join(directory, folder), { recursive: true, force: true });
  return code;
}
