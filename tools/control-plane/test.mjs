import { runSuites, runSuitesOnOwnControlPlane } from './runSuites.mjs';
import { trustedKubeconfig } from './trustedKubeconfig.mjs';

// yarn test:cluster [--soak] [jest arguments]: the suites of tests/cluster on a control plane of our own, or on $KUBECONFIG.
// With --soak what is done in numbers is done in full: 20 kills of the API server, 100 of the operator.

main(process.argv.slice(2)).catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});

/** @param {string[]} args */
async function main(args) {
  if (args.includes('--soak')) process.env.FHIR_TEST_SOAK = 'Enabled';
  const { passed, failed, skipped } = await run(
    args.filter(arg => arg !== '--soak'),
  );
  const more = skipped ? `, ${skipped} skipped` : '';
  console.log(`${passed} passed, ${failed} failed${more}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** @param {string[]} args */
async function run(args) {
  const given = process.env.KUBECONFIG;
  if (!given) return runSuitesOnOwnControlPlane(args);
  const { context, server } = await trustedKubeconfig(given);
  console.log(`Using the cluster of context "${context}" at ${server}`);
  return runSuites(args, { KUBECONFIG: given });
}
