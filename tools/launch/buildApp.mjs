import path from 'node:path';
import { command } from './command.mjs';
import { fingerprint, unlessDone } from './fingerprint.mjs';
import { root, yarn } from './paths.mjs';
import { step } from './progress.mjs';

/** Builds the web app when its sources changed; the backend serves it. */
export async function buildApp() {
  const sources = [
    'packages/app',
    'plugins/fhir/src',
    'plugins/fhir/package.json',
    'plugins/fhir-common/src',
    'yarn.lock',
  ];
  await unlessDone(
    'app',
    fingerprint(sources),
    () =>
      step('Building the portal (the first time about 40 s)', show =>
        command(process.execPath, [yarn, 'build'], {
          cwd: path.join(root, 'packages/app'),
          show,
          env: { ...process.env, NODE_ENV: 'production' },
        }).then(() => undefined),
      ),
    path.join(root, 'packages/app/dist/index.html'),
  );
}

/** Renders the documentation for the docs page of the portal. */
export async function buildDocs() {
  const pages = path.join(root, '.cache/techdocs');
  await unlessDone(
    'docs',
    fingerprint(['docs', 'tools/docs']),
    () =>
      step('Rendering the documentation', async () => {
        const { buildDocs: render } = await import('../docs/build.mjs');
        render(pages);
      }),
    pages,
  );
}
