import path from 'node:path';
import { fingerprint, unlessDone } from './fingerprint.mjs';
import { root } from './paths.mjs';
import { shakenPackage } from './shakenPackage.mjs';
import { step } from './progress.mjs';

const core = [
  'plugins/fhir-common/src',
  'tools/launch/bundle.mjs',
  'tools/launch/shakenPackage.mjs',
  'yarn.lock',
];

/** The programs that run as one file: what they are made from and where the file is. */
export const programs = {
  operator: {
    entry: 'packages/operator/src/main.ts',
    file: 'packages/operator/dist/main.mjs',
    sources: [...core, 'packages/kube/src', 'packages/operator/src'],
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
    sources: [...core, 'packages/sandbox/src'],
  },
  /** The FHIR server that runs in the pods of the sandbox, alone: for tests on a real node. */
  fhirServer: {
    entry: 'packages/sandbox/src/standalone/main.ts',
    file: 'packages/sandbox/dist/fhirServer.mjs',
    sources: [...core, 'packages/sandbox/src'],
  },
  generate: {
    entry: 'tools/generate/main.ts',
    file: '.cache/generate/main.mjs',
    sources: [...core, 'packages/operator/src', 'tools/generate'],
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
    sourcemap: 'linked',
    logLevel: 'error',
    plugins: [shakenPackage('@kubernetes/client-node')],
    banner: {
      js: "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);",
    },
  });
}
