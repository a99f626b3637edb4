// `yarn test:adopter`: the packed packages in portals freshly made by create-app, both frontend systems, in a browser.
import './environment.mjs';
import { endCommands } from '../launch/command.mjs';
import { stopAll } from '../launch/processes.mjs';
import { fail } from '../launch/progress.mjs';
import { underSuitableNode } from '../launch/runtime.mjs';
import { testAdopter } from './testAdopter.mjs';

async function main() {
  if (!(await underSuitableNode())) return;
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, async () => {
      await endCommands();
      await stopAll();
      process.exit(1);
    });
  await testAdopter(process.argv.slice(2));
}

main()
  .catch(fail)
  .finally(() => process.exit(process.exitCode ?? 0));
