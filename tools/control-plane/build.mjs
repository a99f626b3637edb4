import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { binaries, binaryDirectory } from './binaries.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const oldestGo = [1, 26];

/**
 * Builds the programs of the control plane that are not there yet and returns their folder.
 * The first time takes about eight minutes on two cores; afterwards it only looks.
 * @param {(line: string) => void} log
 */
export async function buildControlPlane(log = console.log) {
  const directory = binaryDirectory();
  await buildMissing('a Kubernetes control plane', binaries, directory, log);
  return directory;
}

/**
 * Builds those of the programs that are not in the folder yet.
 * @param {string} what
 * @param {import('./binaries.mjs').Binary[]} wanted
 * @param {string} directory
 * @param {(line: string) => void} log
 */
export async function buildMissing(what, wanted, directory, log) {
  const missing = wanted.filter(
    binary => !existsSync(path.join(directory, binary.name)),
  );
  if (missing.length === 0) return;

  requireGo();
  mkdirSync(directory, { recursive: true });
  log(
    `Building ${what} from its Go modules, once (about 8 minutes on two cores): ${missing
      .map(binary => binary.name)
      .join(', ')}`,
  );
  for (const [index, binary] of missing.entries()) {
    const started = Date.now();
    log(
      `  ${index + 1} of ${missing.length}  ${binary.name} ${
        binary.version
      } ...`,
    );
    await build(binary, directory);
    log(`      done in ${Math.round((Date.now() - started) / 1000)} s`);
  }
}

/** Throws one sentence that says what to do when no Go of a sufficient version is on the PATH. */
export function requireGo() {
  const { stdout } = spawnSync('go', ['env', 'GOVERSION'], {
    encoding: 'utf8',
  });
  const found = /^go(\d+)\.(\d+)/.exec(stdout ?? '');
  const enough =
    found &&
    (Number(found[1]) > oldestGo[0] ||
      (Number(found[1]) === oldestGo[0] && Number(found[2]) >= oldestGo[1]));
  if (enough) return;
  throw new Error(
    `The test control plane is built with Go ${oldestGo.join(
      '.',
    )} or newer, and ${
      found ? `this machine has ${found[0]}` : 'there is no go on the PATH'
    }: install it from https://go.dev/dl, or use a cluster that you have: "kind create cluster", then "KUBECONFIG=$HOME/.kube/config yarn test:cluster".`,
  );
}

/**
 * @param {import('./binaries.mjs').Binary} binary
 * @param {string} directory
 */
async function build(binary, directory) {
  const scratch = path.join(directory, `.new-${process.pid}`);
  mkdirSync(scratch, { recursive: true });
  const outside = binary.kind === 'outside';
  const stamp =
    binary.kind === 'kubernetes' ? versionStamp(binary.version) : [];
  const shared = [
    '-trimpath',
    '-buildvcs=false',
    '-ldflags',
    ['-s', '-w', ...stamp].join(' '),
  ];
  if (binary.tags) shared.push('-tags', binary.tags);
  await go(
    outside
      ? ['install', ...shared, binary.package]
      : ['build', ...shared, '-o', scratch, binary.package],
    binary.module ?? here,
    outside ? { GOBIN: scratch } : {},
  );
  const built =
    binary.kind === 'plain' ? builtName(binary.package) : binary.name;
  renameSync(path.join(scratch, built), path.join(directory, binary.name));
  rmSync(scratch, { recursive: true, force: true });
}

/**
 * Go names a program after the last element of its package path that is not a version.
 * @param {string} packagePath
 */
function builtName(packagePath) {
  const elements = packagePath.split('/').filter(part => !/^v\d+$/.test(part));
  return elements[elements.length - 1];
}

/**
 * Without these /version says v0.0.0-master and kubectl warns of version skew.
 * @param {string} version
 */
function versionStamp(version) {
  const [major, minor] = version.replace('v', '').split('.');
  return ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version']
    .flatMap(target => [
      `${target}.gitVersion=${version}`,
      `${target}.gitMajor=${major}`,
      `${target}.gitMinor=${minor}`,
      `${target}.gitTreeState=clean`,
    ])
    .map(value => `-X ${value}`);
}

/**
 * @param {string[]} args
 * @param {string} folder
 * @param {Record<string, string>} environment
 * @returns {Promise<void>}
 */
function go(args, folder, environment) {
  return new Promise((resolve, reject) => {
    const child = spawn('go', args, {
      cwd: folder,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        GOTOOLCHAIN: 'local',
        CGO_ENABLED: '0',
        GOWORK: 'off',
        GOFLAGS: '',
        ...environment,
      },
    });
    child.once('error', reject);
    child.once('exit', code =>
      code === 0
        ? resolve()
        : reject(
            new Error(
              `"go ${args.join(' ')}" in ${folder} ended with code ${
                code ?? 'none'
              }: its message is above`,
            ),
          ),
    );
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  buildControlPlane().then(console.log, error => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
