// The first program in the namespaces of a node: starts the cluster, runs one command with it, ends. What it started
// ends with it.
import path from 'node:path';
import { runToEnd } from '../runToEnd.mjs';
import { node } from './nodeFacts.mjs';
import { prepareMachine } from './prepareMachine.mjs';
import { serveRegistry } from './serveRegistry.mjs';
import { startNode } from './startNode.mjs';

main().catch(error => {
  console.error(error.message);
  process.exit(1);
});

async function main() {
  const [facts, program, ...args] = process.argv.slice(2);
  const { layout, ...place } = JSON.parse(facts);
  process.env.PATH = [
    place.binaries,
    place.nodePrograms,
    process.env.PATH,
    '/usr/sbin:/sbin',
  ].join(path.delimiter);

  const since = Date.now();
  prepareMachine();
  const [host, port] = node.registry.split(':');
  await serveRegistry(layout, { host, port: Number(port) });
  const { directory, kubeconfig } = await startNode(place);
  const seconds = ((Date.now() - since) / 1000).toFixed(1);
  console.log(
    `One-node cluster ready in ${seconds} s, logs in ${directory}/logs`,
  );
  const code = await runToEnd(program, args, {
    stdio: 'inherit',
    env: { ...process.env, KUBECONFIG: kubeconfig },
  });
  process.exit(code);
}
