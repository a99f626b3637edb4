// `npm run reset`: forgets everything that the sandbox kept.
import fs from 'node:fs';
import { ports, sandboxDirectory } from './paths.mjs';
import { portIsFree } from './ports.mjs';
import { fail, Plain } from './progress.mjs';

async function main() {
  if (!(await portIsFree(ports.portal))) {
    throw new Plain(
      `Something still listens on port ${ports.portal}: stop \`npm start\` with Ctrl-C first, then run \`npm run reset\` again.`,
    );
  }
  fs.rmSync(sandboxDirectory, { recursive: true, force: true });
  console.log(
    `✔ ${sandboxDirectory} is gone. The next \`npm start\` begins with an empty sandbox.`,
  );
}

main().catch(fail);
