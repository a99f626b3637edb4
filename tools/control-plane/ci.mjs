// Called by .ci/run where Go 1.26 is: builds the control plane when it is not there, runs tests/cluster on it and adds
// its row to the tally.
import { readTally, writeTally } from '../launch/tally.mjs';
import { buildControlPlane } from './build.mjs';
import { runSuitesOnOwnControlPlane } from './runSuites.mjs';

const ring = 'real control plane';

async function run() {
  console.log(`\n── ${ring}`);
  await buildControlPlane();
  const since = Date.now();
  const counts = await runSuitesOnOwnControlPlane([]);
  const seconds = Math.round((Date.now() - since) / 1000);
  console.log(`${ring}: ${seconds} s without the build`);
  return counts;
}

const { passed, failed } = await run().catch(error => {
  console.error(error.message);
  return { passed: 0, failed: 1 };
});
writeTally([...readTally(), { ring, passed, failed }]);
process.exitCode = failed === 0 ? 0 : 1;
