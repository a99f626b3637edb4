import { underSuitableNode } from '../tools/launch/runtime.mjs';

const usage = `yarn bench operator [options]    our operator and a Go one in turn on a Kubernetes control plane of their own

  --n 10,100,1000     how many Fhirs (default: 10,100,1000; the whole: 10,100,1000,5000)
  --runs 3            runs of each, the order alternating; the table shows medians (default: 1)
  --only ours|go      one of them
  --phases LIST       some of create,update,steady,restart,fail-over,delete (default: all)
  --steady 30         seconds without any work
  --crd FILE          another CustomResourceDefinition (default: deploy/crd/fhirs.yaml)

It needs Linux, Go 1.26 and about three minutes for 1,000 Fhirs of one operator. All load is on loopback.`;

main(process.argv.slice(2)).catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});

/** @param {string[]} args */
async function main([subject, ...args]) {
  if (subject !== 'operator') throw new Error(usage);
  const only = valueOf(args, '--only');
  if (only && !['ours', 'go'].includes(only)) {
    throw new Error(`--only is ours or go, not "${only}"`);
  }
  if (process.platform !== 'linux') {
    throw new Error('The benchmark reads /proc: it runs on Linux only.');
  }
  if (!(await underSuitableNode())) return;
  const { benchOperators } = await import('./operator/bench.mjs');
  const { phasesNamed } = await import('./operator/phases.mjs');
  await benchOperators({
    counts: numbersOf(args, '--n', '10,100,1000'),
    runs: numbersOf(args, '--runs', '1')[0],
    only,
    steadySeconds: numbersOf(args, '--steady', '30')[0],
    crd: valueOf(args, '--crd') ?? 'deploy/crd/fhirs.yaml',
    phases: phasesNamed(valueOf(args, '--phases')),
  });
}

/**
 * @param {string[]} args
 * @param {string} option
 */
function valueOf(args, option) {
  const index = args.indexOf(option);
  return index < 0 ? undefined : args[index + 1];
}

/**
 * @param {string[]} args
 * @param {string} option
 * @param {string} otherwise
 */
function numbersOf(args, option, otherwise) {
  const numbers = (valueOf(args, option) ?? otherwise).split(',').map(Number);
  if (numbers.some(number => !Number.isInteger(number) || number < 1)) {
    throw new Error(
      `${option} takes whole numbers from 1, as in ${option} ${otherwise}`,
    );
  }
  return numbers;
}
