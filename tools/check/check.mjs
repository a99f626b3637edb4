// `yarn check`: everything that can be said about the code without running it.
import { spawn } from 'node:child_process';
import { root, yarn } from '../launch/paths.mjs';
import { underSuitableNode } from '../launch/runtime.mjs';

const steps = {
  // Writes the declarations that the API reports are made from.
  types: [yarn, 'tsc', '--incremental', 'false'],
  lint: [yarn, 'backstage-cli', 'repo', 'lint', '--max-warnings', '0'],
  imports: [
    yarn,
    'depcruise',
    '--config',
    'tools/check/dependency-cruiser.cjs',
    '--output-type',
    'err',
    'packages',
    'plugins',
  ],
  'dead code': [
    yarn,
    'knip',
    '--config',
    'tools/check/knip.json',
    '--no-progress',
  ],
  'generated files': ['tools/launch/run.mjs', 'generate', '--check'],
  format: [yarn, 'prettier', '--check', '--log-level', 'warn', '.'],
  'API reports': ['tools/check/apiReports.mjs', '--ci'],
  sizes: ['tools/check/sizes.mjs'],
  links: ['tools/check/links.mjs'],
  spelling: [
    yarn,
    'cspell',
    'lint',
    '--no-progress',
    '--no-summary',
    '--cache',
    '--cache-location',
    '.cache/cspell',
  ],
};

/** @param {string[]} args @returns {Promise<{code: number, output: string}>} */
function run(args) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    child.on('close', code => resolve({ code: code ?? 1, output }));
  });
}

async function main() {
  if (!(await underSuitableNode())) return;
  const wanted = process.argv.slice(2);
  for (const [name, args] of Object.entries(steps)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const since = Date.now();
    const { code, output } = await run(args);
    console.log(
      `${code === 0 ? '✔' : '✖'} ${name}  ${((Date.now() - since) / 1000).toFixed(1)} s`,
    );
    if (code !== 0) {
      console.log(output.trim());
      process.exitCode = 1;
    }
  }
}

main();
