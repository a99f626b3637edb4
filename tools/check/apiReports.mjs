// `yarn api-reports`: writes what each published package exports to its report.api.md. `yarn check` runs it with
// `--ci`, which fails when a report is out of date: a change that adopters notice is then seen in review.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root, yarn } from '../launch/paths.mjs';
import { publishedPackages } from '../launch/publishedPackages.mjs';
import { underSuitableNode } from '../launch/runtime.mjs';

/** @param {string[]} args @returns {boolean} whether it succeeded */
function run(...args) {
  const { status } = spawnSync(process.execPath, [yarn, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return status === 0;
}

async function main() {
  if (!(await underSuitableNode())) return;
  const ci = process.argv.includes('--ci');
  // The reports are made from the declarations in dist-types; `yarn check` has just written them.
  const succeeded =
    (ci || run('tsc', '--incremental', 'false')) &&
    run(
      'backstage-repo-tools',
      'api-reports',
      ...(ci ? ['--ci'] : []),
      '--allow-all-warnings',
      // Everything that an index exports is public; sources of the workspace are input too, named by absolute paths.
      '--omit-messages',
      'ae-missing-release-tag,ae-undocumented,ae-forgotten-export,ae-wrong-input-file-type',
      ...publishedPackages().map(({ folder }) => path.relative(root, folder)),
    );
  if (!succeeded) process.exitCode = 1;
}

main();
