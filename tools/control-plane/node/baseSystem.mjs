import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

const commands = 'cat env gzip id kill ls mkdir rm sh tar touch'.split(' ');

/** Read by name when they are needed, or linked by native modules of packages. */
const furtherLibraries = [
  'libnss_dns.so.2',
  'libnss_files.so.2',
  'libresolv.so.2',
  'librt.so.1',
  'libutil.so.1',
];

/**
 * Fills a folder with a system that is just large enough for Node: Node itself, its libraries, a shell, certificates.
 * @param {string} folder
 */
export function gatherBaseSystem(folder) {
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['bin', 'etc', 'root', 'tmp', 'usr/local/bin'])
    mkdirSync(path.join(folder, name), { recursive: true });
  copy(process.execPath, path.join(folder, 'usr/local/bin/node'));
  for (const library of librariesOf(process.execPath))
    copy(library, path.join(folder, library));
  copy(which('busybox'), path.join(folder, 'bin/busybox'));
  for (const command of commands)
    symlinkSync('busybox', path.join(folder, 'bin', command));
  const certificates = '/etc/ssl/certs/ca-certificates.crt';
  copy(certificates, path.join(folder, certificates));
  writeFileSync(
    path.join(folder, 'etc/passwd'),
    'root:x:0:0:root:/root:/bin/sh\nnonroot:x:65532:65532::/tmp:/bin/sh\n',
  );
  writeFileSync(
    path.join(folder, 'etc/group'),
    'root:x:0:\nnonroot:x:65532:\n',
  );
}

/**
 * Absolute paths, as the loader finds them.
 * @param {string} program
 */
function librariesOf(program) {
  const linked = execFileSync('ldd', [program], { encoding: 'utf8' })
    .split('\n')
    .map(line => /(\/\S+) \(0x/.exec(line)?.[1])
    .filter(library => library !== undefined);
  const folder = path.dirname(
    linked.find(library => library.includes('libc.so')) ?? '/lib',
  );
  const named = furtherLibraries
    .map(name => path.join(folder, name))
    .filter(library => existsSync(library));
  return [...linked, ...named];
}

/** @param {string} from @param {string} to */
function copy(from, to) {
  mkdirSync(path.dirname(to), { recursive: true });
  cpSync(realpathSync(from), to);
}

/** @param {string} program */
function which(program) {
  return execFileSync('which', [program], { encoding: 'utf8' }).trim();
}
