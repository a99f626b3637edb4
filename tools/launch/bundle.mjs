import fs from 'node:fs';
import path from 'node:path';
import { builtinsAsValues } from './builtinsAsValues.mjs';
import { fingerprint, unlessDone } from './fingerprint.mjs';
import { root } from './paths.mjs';
import { shakenPackage } from './shakenPackage.mjs';
import { step } from './progress.mjs';

const core = [
  'plugins/fhir-common/src',
  'tools/launch/bundle.mjs',
  'tools/launch/builtinsAsValues.mjs',
  'tools/launch/shakenPackage.mjs',
  'yarn.lock',
];

const sandbox = [
  ...core,
  'packages/sandbox-azure/src',
  'packages/sandbox-fhir-server/src',
  'packages/sandbox-kubernetes/src',
  'packages/sandbox/src',
];

/** The programs that run as one file: what they are made from and where the file is. */
export const programs = {
  operator: {
    entry: 'packages/operator/src/main.ts',
    file: 'packages/operator/dist/main.mjs',
    sources: [
      ...core,
      'packages/kube/src',
      'packages/fhir-view/src',
      'packages/operator/src',
    ],
  },
  cli: {
    entry: 'packages/cli/src/main.ts',
    file: 'packages/cli/dist/main.mjs',
    sources: [
      ...core,
      'packages/kube/src',
      'packages/provision/src',
      'packages/cli/src',
    ],
  },
  sandbox: {
    entry: 'packages/sandbox/src/main.ts',
    file: 'packages/sandbox/dist/main.mjs',
    sources: sandbox,
  },
  /** The FHIR server that runs in the pods of the sandbox, alone: for tests on a real node. */
  fhirServer: {
    entry: 'packages/sandbox/src/standalone/main.ts',
    file: 'packages/sandbox/dist/fhirServer.mjs',
    sources: sandbox,
  },
  generate: {
    entry: 'tools/generate/main.ts',
    file: '.cache/generate/main.mjs',
    sources: [
      ...core,
      'packages/kube/src',
      'packages/fhir-view/src',
      'packages/operator/src',
      'tools/generate',
    ],
  },
};

/**
 * Bundles a program when its sources changed.
 * @param {keyof typeof programs} name
 * @returns {Promise<string>} the file to run
 */
export async function bundle(name) {
  const { entry, file, sources } = programs[name];
  const outfile = path.join(root, file);
  await unlessDone(
    `bundle-${name}`,
    fingerprint(sources),
    () => step(`Bundling ${name}`, () => bundleInto(outfile, entry)),
    outfile,
  );
  return outfile;
}

/** @param {string} outfile @param {string} entry relative to the root */
async function bundleInto(outfile, entry) {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [path.join(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    // A program is in memory as text: without comments and indentation, with its names for stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: 'linked',
    logLevel: 'error',
    plugins: [
      builtinsAsValues,
      shakenPackage('@kubernetes/client-node', ['undici']),
    ],
    banner: {
      js: "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);",
    },
  });
}

/**
 * What Node is told when it runs a program: `config` of the package of the program, else to show in stack traces where
 * the source is. Source maps cost memory (20 MB for the operator), which matters only for what runs for long.
 * @param {keyof typeof programs} name
 * @returns {{ args: string[], env: Record<string, string> }}
 */
export function nodeSettings(name) {
  const [top, folder] = programs[name].entry.split('/');
  const file = path.join(root, top, folder, 'package.json');
  const { config } = fs.existsSync(file)
    ? JSON.parse(fs.readFileSync(file, 'utf8'))
    : {};
  return {
    args: config?.node ?? ['--enable-source-maps'],
    env: config?.env ?? {},
  };
}
