import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { node } from './nodeFacts.mjs';

/** Folders at which kubelet, containerd and runc insist, or under which they leave something. */
const fixedFolders = ['/run', '/var/lib/kubelet', '/var/lib/cni', '/var/log'];

/** Inside the node's own namespaces: folders of its own at the fixed places, and a network with one address. */
export function prepareMachine() {
  for (const folder of fixedFolders) {
    mkdirSync(folder, { recursive: true });
    run('mount', '-t', 'tmpfs', 'tmpfs', folder);
  }
  run('ip', 'link', 'set', 'lo', 'up');
  // A kubelet refuses a loopback address, and not every kernel has dummy devices: a bridge without members is one.
  run('ip', 'link', 'add', 'node0', 'type', 'bridge');
  run('ip', 'addr', 'add', `${node.address}/32`, 'dev', 'node0');
  run('ip', 'link', 'set', 'node0', 'up');
  // Addresses of Services need some route, or connections fail before they are translated.
  run('ip', 'route', 'add', 'default', 'dev', 'node0');
  writeFileSync('/proc/sys/net/ipv4/ip_forward', '1');
}

/**
 * @param {string} program
 * @param {...string} args
 */
function run(program, ...args) {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}
