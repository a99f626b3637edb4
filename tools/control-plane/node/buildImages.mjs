import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, programs } from '../../launch/bundle.mjs';
import { fingerprint, unlessDone } from '../../launch/fingerprint.mjs';
import { cacheDirectory, repositoryRoot } from '../binaries.mjs';
import { gatherBaseSystem } from './baseSystem.mjs';
import { runIsolated } from './isolated.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = path.join(cacheDirectory, 'images');
const layout = path.join(folder, 'layout');
const base = 'localhost/node-base:1';

/** What the images are made of. */
const sources = [
  'deploy/images',
  'tools/control-plane/node',
  'tools/launch/bundle.mjs',
  'package.json',
  ...programs.operator.sources,
  ...programs.fhirServer.sources,
];

/** FHIR versions whose server image is built: two, so that one can be told from the other. */
const fhirVersions = ['R4', 'R5'];

/**
 * Builds the images of a node when their sources changed, into a folder in OCI layout that a registry can serve:
 *
 * - the operator, by deploy/images/operator/Dockerfile on a base from this machine;
 * - the FHIR servers, by deploy/images/fhir-server/Dockerfile. Its base is Microsoft's image, which cannot be pulled
 *   here: the FHIR server of the sandbox takes that place;
 * - pause, which every pod has.
 * @param {{ pause: string }} files
 * @returns {Promise<string>} the folder
 */
export async function buildImages({ pause }) {
  await unlessDone(
    'node-images',
    fingerprint(sources),
    () => buildAll(pause),
    layout,
  );
  return layout;
}

/** @param {string} pause */
async function buildAll(pause) {
  console.log('Building the images of the operator and the FHIR server');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const policy = { default: [{ type: 'insecureAcceptAnything' }] };
  writeFileSync(path.join(folder, 'policy.json'), JSON.stringify(policy));
  await buildBase();
  await buildPause(pause);
  await buildOperator();
  for (const version of fhirVersions) await buildFhirServer(version);
  for (const scratch of ['run', 'storage', 'context'])
    rmSync(path.join(folder, scratch), { recursive: true, force: true });
}

async function buildBase() {
  const context = path.join(folder, 'context/base');
  gatherBaseSystem(context);
  await build(base, context, path.join(here, 'images/base.Dockerfile'));
}

/** @param {string} program */
async function buildPause(program) {
  const context = path.join(folder, 'context/pause');
  mkdirSync(context, { recursive: true });
  cpSync(program, path.join(context, 'pause'));
  await build('pause:1', context, path.join(here, 'images/pause.Dockerfile'));
  await push('pause:1');
}

async function buildOperator() {
  const dockerfile = 'deploy/images/operator/Dockerfile';
  await build('fhir-operator:0.1.0', '.', dockerfile, [
    ...['--build-arg', `NODE_IMAGE=${base}`],
    ...['--ignorefile', `${dockerfile}.dockerignore`],
  ]);
  await push('fhir-operator:0.1.0');
}

/** @param {string} version */
async function buildFhirServer(version) {
  const name = version.toLowerCase();
  const standIn = `localhost/${name}-fhir-server-stand-in:1`;
  const context = path.join(folder, 'context/fhir-server');
  mkdirSync(context, { recursive: true });
  cpSync(await bundle('fhirServer'), path.join(context, 'fhirServer.mjs'));
  await build(
    standIn,
    context,
    path.join(here, 'images/fhir-server.Dockerfile'),
    [
      ...['--build-arg', `BASE=${base}`],
      ...['--build-arg', `FHIR_VERSION=${version}`],
    ],
  );
  const image = `${name}-fhir-server:5.0.30`;
  await build(
    image,
    'deploy/images/fhir-server',
    'deploy/images/fhir-server/Dockerfile',
    [
      ...['--build-arg', `BASE=${standIn}`],
      ...['--build-arg', `FHIR_VERSION=${name}`],
    ],
  );
  await push(image);
}

/**
 * @param {string} image
 * @param {string} context
 * @param {string} dockerfile
 * @param {string[]} more
 */
function build(image, context, dockerfile, more = []) {
  console.log(`  ${image}`);
  return buildah(
    'build',
    ...['--quiet', '--isolation', 'chroot', '--network', 'host'],
    ...['--pull-never', '--format', 'docker'],
    ...['--tag', image, '--file', dockerfile, ...more],
    context,
  );
}

/** @param {string} image */
function push(image) {
  return buildah('push', '--quiet', image, `oci:${layout}:${image}`);
}

/**
 * @param {'build' | 'push'} verb
 * @param {...string} args
 */
async function buildah(verb, ...args) {
  const storage = [
    ...['--root', path.join(folder, 'storage')],
    ...['--runroot', path.join(folder, 'run')],
    ...['--storage-driver', 'overlay'],
  ];
  const policy = ['--signature-policy', path.join(folder, 'policy.json')];
  const command = ['buildah', ...storage, verb, ...policy, ...args];
  process.chdir(repositoryRoot);
  const code = await runIsolated(command, { network: false });
  if (code !== 0)
    throw new Error(
      `"${command.join(' ')}" ended with code ${code}: its message is above`,
    );
}
