import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from '../launch/paths.mjs';

/** @returns {Promise<import('./fixturePortal.mjs').Fixtures>} the fixtures of the FHIR pages, for Node */
export async function bundleFixtures() {
  const outfile = path.join(root, '.cache/pictures/fixtures.mjs');
  await build({
    entryPoints: [path.join(root, 'plugins/fhir/src/fixtures/pictureFleet.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    logLevel: 'error',
    banner: {
      js: "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);",
    },
  });
  return import(pathToFileURL(outfile).href);
}
