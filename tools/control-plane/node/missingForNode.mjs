import { existsSync } from 'node:fs';
import path from 'node:path';
import { requireGo } from '../build.mjs';
import { node } from './nodeFacts.mjs';

/** Programs by the Debian package that has them. */
const programs = {
  runc: 'runc',
  nft: 'nftables',
  conntrack: 'conntrack',
  buildah: 'buildah',
  busybox: 'busybox-static',
  ip: 'iproute2',
  unshare: 'util-linux',
};

/**
 * Why no node can be run here, in one sentence; undefined when it can.
 * @returns {string | undefined}
 */
export function missingForNode() {
  if (process.platform !== 'linux')
    return `A real node needs Linux, and this is ${process.platform}.`;
  if (process.getuid?.() !== 0)
    return 'A real node needs root: run this as root.';
  const packages = Object.entries(programs)
    .filter(([program]) => !onPath(program))
    .map(([, name]) => name);
  if (!existsSync(path.join(node.cniPlugins, 'ptp')))
    packages.push('containernetworking-plugins');
  if (packages.length > 0)
    return `A real node needs programs that are not here: apt-get install ${packages.join(' ')}`;
  try {
    requireGo();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** @param {string} program */
function onPath(program) {
  const folders = `${process.env.PATH}:/usr/sbin:/sbin`.split(':');
  return folders.some(folder => existsSync(path.join(folder, program)));
}
