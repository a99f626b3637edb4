// prepack and postpack of the scaffolder module: the templates go into its package, so that forms and actions fit.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../launch/paths.mjs';

const copy = path.join(
  root,
  'plugins/scaffolder-backend-module-fhir/templates',
);

fs.rmSync(copy, { recursive: true, force: true });
if (process.argv[2] === 'add')
  fs.cpSync(path.join(root, 'templates'), copy, { recursive: true });
