import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);
/** What the sandbox keeps between two starts. */
export const sandboxDirectory = path.resolve(
  root,
  process.env.FHIR_SANDBOX_DIR ?? '.sandbox',
);
/** What the launcher remembers: hashes of what is installed and built. */
export const cacheDirectory = path.join(root, '.cache/launch');
/** The Yarn of this repository. */
export const yarn = path.join(root, '.yarn/releases/yarn-4.13.0.cjs');

const base = Number(process.env.FHIR_PORT_BASE ?? 7007);
/** Ports on loopback; FHIR_PORT_BASE moves all of them. */
export const ports = {
  portal: base,
  ingress: base + 1,
  kubernetes: base + 2,
  azure: base + 3,
  operator: base + 4,
  /** The app with hot reload, of `yarn dev`. */
  app: base + 5,
};
