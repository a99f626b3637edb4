// Called by .ci/run: runs tests/node where a node can be run and its programs are built, and adds its row to the tally.
import { readTally, writeTally } from '../../launch/tally.mjs';
import { missingForNode } from './missingForNode.mjs';
import { runNodeSuites } from './runNodeSuites.mjs';

const ring = 'real node';

async function run() {
  console.log(`\n── ${ring}`);
  const since = Date.now();
  const counts = await runNodeSuites([]);
  console.log(`${ring}: ${Math.round((Date.now() - since) / 1000)} s`);
  return counts;
}

const missing = missingForNode();
if (missing) {
  console.log(`The tests on a real node are left out. ${missing}`);
} else {
  const { passed, failed } = await run().catch(error => {
    console.error(error.message);
    return { passed: 0, failed: 1 };
  });
  writeTally([...readTally(), { ring, passed, failed }]);
  process.exitCode = failed === 0 ? 0 : 1;
}
